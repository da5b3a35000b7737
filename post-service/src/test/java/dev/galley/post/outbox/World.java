package dev.galley.post.outbox;

import dev.galley.post.outbox.Outgoing.Settlement;
import dev.galley.post.outbox.Outgoing.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A model of one post, the topic's newest record of it, and two instances that send it. Every call
 * to the store or the broker has a moment at which it is made, one at which it takes effect, and
 * one at which the answer is known; anything may happen between them.
 *
 * <p>What is left out is what the design leaves to the reconciliation: that an instance stalls for
 * longer than the lease of its marks and then dies with a record on its way.
 *
 * @param current the revision of the post's event
 * @param marks in the post's document
 * @param newest the revision of the newest record in the topic
 * @param named the announcements that records of the topic name; every publication is announced
 * @param ghosts records of instances that died, which the broker may still get
 * @param used how many ids were given
 */
record World(
    Rule rule,
    Bounds left,
    long current,
    Set<UUID> marks,
    long newest,
    Set<Long> named,
    List<Instance> instances,
    Map<Long, Long> ghosts,
    int used) {

  /** The rule of {@link Outgoing}, and others that are not good enough. */
  enum Rule {
    REAL,
    /**
     * Every acknowledged event's entry leaves, and that is all: an outbox with a list of events.
     */
    LIST_OF_EVENTS,
    /** The mark leaves first, and then the current event is sent if another was. */
    MARK_LEAVES_BEFORE_THE_REPAIR,
    /** Who sends for others, or again, relies on their marks. */
    NO_MARK_OF_ONES_OWN,
    /** An event names the newest announcement alone, not those before it as well. */
    ONE_ANNOUNCEMENT
  }

  /** How often each of these may still happen. */
  record Bounds(int publications, int deaths, int sweeps, int failures, int requests) {}

  /** An event that was stored, and that the relay will hear of. */
  record Stored(UUID mark, long revision) {}

  /** A record on its way to the broker. */
  record Flight(long revision, boolean landed) {}

  /** What the store answered when it was asked for the current event. */
  record Read(Optional<UUID> set, long revision) {}

  /** A settlement on its way to the store and back. */
  record Settling(Settlement settlement, boolean done, boolean overtaken) {}

  /**
   * One process.
   *
   * @param life the number of the process, another after each death
   * @param late whether it has held a mark for longer than its lease
   */
  record Instance(
      long life,
      Outgoing state,
      Set<Stored> stored,
      Optional<Flight> flight,
      boolean asking,
      Optional<Read> read,
      Optional<Settling> settling,
      boolean late) {

    static Instance born(long life) {
      return new Instance(
          life,
          Outgoing.NOTHING,
          Set.of(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          false);
    }

    boolean isIdle() {
      return stored.isEmpty()
          && flight.isEmpty()
          && !asking
          && read.isEmpty()
          && settling.isEmpty()
          && state.next() == Step.DONE;
    }

    Instance with(Outgoing now) {
      Instance next = new Instance(life, now, stored, flight, asking, read, settling, late);
      // What is done is forgotten.
      return next.isIdle() ? born(life) : next;
    }

    Instance with(Set<Stored> now) {
      return new Instance(life, state, now, flight, asking, read, settling, late);
    }

    Instance flying(Flight now) {
      return new Instance(
          life, state, stored, Optional.ofNullable(now), asking, read, settling, late);
    }

    Instance asking(boolean now, Read answer) {
      return new Instance(
          life, state, stored, flight, now, Optional.ofNullable(answer), settling, late);
    }

    Instance settling(Settling now) {
      return new Instance(
          life, state, stored, flight, asking, read, Optional.ofNullable(now), late);
    }

    Instance isLate() {
      return new Instance(life, state, stored, flight, asking, read, settling, true);
    }
  }

  static World start(Rule rule, Bounds bounds) {
    return new World(
        rule,
        bounds,
        0,
        Set.of(),
        0,
        Set.of(),
        List.of(Instance.born(0), Instance.born(1)),
        Map.of(),
        0);
  }

  /** Nothing is on its way, nobody has anything to do, and the topic has it wrong for good. */
  boolean isWrong() {
    boolean quiet = ghosts.isEmpty() && instances.stream().allMatch(Instance::isIdle);
    if (quiet) {
      return marks.isEmpty() ? !isRight() : !sweptAndDone().isRight();
    }
    // Somebody must always be able to go on.
    return ghosts.isEmpty() && necessary().isEmpty();
  }

  private boolean isRight() {
    return marks.isEmpty() && newest == current && named.size() == current;
  }

  /** What becomes of it when nothing but a sweep happens. */
  private World sweptAndDone() {
    World world = change(0, instance -> instance.with(instance.state().found(marks)), left);
    Map<String, World> steps = world.necessary();
    while (!steps.isEmpty()) {
      world = steps.values().iterator().next();
      steps = world.necessary();
    }
    return world;
  }

  /** Every next state, by what leads to it. */
  Map<String, World> successors() {
    Map<String, World> next = necessary();
    for (int i = 0; i < instances.size(); i++) {
      accidents(i, next);
    }
    ghosts.forEach(
        (life, revision) -> {
          next.put("the record of " + life + " lands", withoutGhost(life).withNewest(revision));
          next.put("the record of " + life + " is lost", withoutGhost(life));
        });
    return next;
  }

  /** What the instances do by themselves. */
  private Map<String, World> necessary() {
    Map<String, World> next = new LinkedHashMap<>();
    for (int i = 0; i < instances.size(); i++) {
      int number = i;
      Instance instance = instances.get(i);
      String name = i == 0 ? "A" : "B";
      for (Stored stored : instance.stored()) {
        Set<Stored> rest = without(instance.stored(), stored);
        next.put(
            name + " is handed " + stored.revision(),
            change(
                i,
                one ->
                    one.with(rest).with(one.state().handedOver(stored.mark(), stored.revision())),
                left));
      }
      instance.flight().ifPresent(flight -> fly(name, number, instance, flight, next));
      reading(name, i, instance, next);
      settling(name, i, instance, next);
      if (!instance.asking() && instance.read().isEmpty()) {
        if (instance.state().next() == Step.READ) {
          next.put(name + " reads", change(i, one -> one.asking(true, null), left));
        } else if (instance.state().next() == Step.SEND) {
          next.put(
              name + " sends " + instance.state().newest(),
              change(
                  i,
                  one ->
                      one.flying(new Flight(one.state().newest(), false))
                          .with(one.state().sending()),
                  left));
        }
      }
    }
    return next;
  }

  private void fly(String name, int i, Instance instance, Flight flight, Map<String, World> next) {
    if (flight.landed()) {
      next.put(
          name + " is acknowledged " + flight.revision(),
          change(i, one -> one.flying(null).with(one.state().acknowledged()), left));
    } else {
      World landed = change(i, one -> one.flying(new Flight(flight.revision(), true)), left);
      next.put(name + "'s " + flight.revision() + " lands", landed.withNewest(flight.revision()));
    }
  }

  private void reading(String name, int i, Instance instance, Map<String, World> next) {
    if (instance.asking()) {
      boolean sets = instance.state().mark().filter(marks::contains).isEmpty();
      UUID mark = new UUID(instance.life(), used);
      Read answer = new Read(sets ? Optional.of(mark) : Optional.empty(), current);
      World read = change(i, one -> one.asking(false, answer), left);
      next.put(
          name + " finds " + current,
          sets && rule != Rule.NO_MARK_OF_ONES_OWN ? read.withMark(mark) : read);
    }
    instance
        .read()
        .ifPresent(
            read ->
                next.put(
                    name + " learns " + read.revision(),
                    change(
                        i,
                        one ->
                            one.asking(false, null)
                                .with(one.state().read(read.set(), read.revision())),
                        left)));
  }

  private void settling(String name, int i, Instance instance, Map<String, World> next) {
    if (instance.settling().isEmpty()) {
      instance
          .state()
          .settlement()
          .ifPresent(
              settlement ->
                  next.put(
                      name + " settles " + settlement.revision(),
                      change(
                          i,
                          one ->
                              one.settling(new Settling(settlement, false, false))
                                  .with(one.state().settling(settlement)),
                          left)));
      return;
    }
    Settling settling = instance.settling().get();
    Settlement settlement = settling.settlement();
    if (!settling.done()) {
      next.put(name + "'s marks are looked at", settled(i, settlement));
      return;
    }
    answer(name, i, settlement, settling.overtaken(), next);
    if (!settling.overtaken() && settlement.revision() > 0 && settlement.revision() != current) {
      // The answer for all posts was not clear, and this one was looked up afterwards.
      answer(name, i, settlement, true, next);
    }
  }

  private World settled(int i, Settlement settlement) {
    boolean matches = settlement.revision() == 0 || settlement.revision() == current;
    boolean removes = matches || rule == Rule.LIST_OF_EVENTS || leavesFirst();
    boolean overtaken = !matches && rule != Rule.LIST_OF_EVENTS;
    World world = change(i, one -> one.settling(new Settling(settlement, true, overtaken)), left);
    return removes ? world.withoutMarks(settlement.marks()) : world;
  }

  private boolean leavesFirst() {
    return rule == Rule.MARK_LEAVES_BEFORE_THE_REPAIR;
  }

  private void answer(
      String name, int i, Settlement settlement, boolean overtaken, Map<String, World> next) {
    next.put(
        name + (overtaken ? " was overtaken" : " has settled"),
        change(
            i,
            one ->
                one.settling(null)
                    .with(
                        overtaken
                            ? one.state().overtaken(settlement)
                            : one.state().settled(settlement)),
            left));
  }

  /** What people, the broker and fate do. */
  private void accidents(int i, Map<String, World> next) {
    Instance instance = instances.get(i);
    String name = i == 0 ? "A" : "B";
    // The first is by A: the two are alike, and what begins with B is its mirror image.
    if (left.publications() > 0 && (i == 0 || current > 0)) {
      long revision = current + 1;
      UUID mark = new UUID(instance.life(), used);
      Set<Stored> stored = new HashSet<>(instance.stored());
      stored.add(new Stored(mark, revision));
      next.put(
          name + " publishes " + revision,
          change(i, one -> one.with(Set.copyOf(stored)), fewer(-1, 0, 0, 0, 0))
              .withMark(mark)
              .withCurrent(revision));
    }
    if (left.requests() > 0 && current > 0) {
      next.put(
          name + " is asked to send again",
          change(i, one -> one.with(one.state().forgotten().repeated()), fewer(0, 0, 0, 0, -1)));
    }
    if (left.failures() > 0 && instance.flight().isPresent()) {
      next.put(
          name + " hears of a failure",
          change(i, one -> one.flying(null).with(one.state().failed()), fewer(0, 0, 0, -1, 0)));
    }
    if (left.failures() > 0 && instance.settling().isPresent()) {
      next.put(
          name + " gets no answer",
          change(
              i, one -> one.settling(null).with(one.state().unsettled()), fewer(0, 0, 0, -1, 0)));
    }
    if (left.deaths() > 0 && (!instance.late() || instance.isIdle())) {
      next.put(name + " dies", died(i, instance));
    }
    if (left.sweeps() > 0) {
      sweep(name, i, expired(i, false), "of the dead", next);
      sweep(name, i, expired(i, true), "of a stalled one too", next);
    }
  }

  private World died(int i, Instance instance) {
    World world = change(i, one -> Instance.born(one.life() + 2), fewer(0, -1, 0, 0, 0));
    return instance
        .flight()
        .filter(flight -> !flight.landed())
        .map(flight -> world.withGhost(instance.life(), flight.revision()))
        .orElse(world);
  }

  /** Marks of the dead expire when none of their records is on its way any more. */
  private Set<UUID> expired(int i, boolean ofTheOtherToo) {
    Set<Long> alive = instances.stream().map(Instance::life).collect(Collectors.toSet());
    long other = instances.get(1 - i).life();
    return marks.stream()
        .filter(
            mark -> {
              long owner = mark.getMostSignificantBits();
              return owner == other
                  ? ofTheOtherToo
                  : !alive.contains(owner) && !ghosts.containsKey(owner);
            })
        .collect(Collectors.toSet());
  }

  private void sweep(String name, int i, Set<UUID> found, String whose, Map<String, World> next) {
    if (found.isEmpty()) {
      return;
    }
    World swept = change(i, one -> one.with(one.state().found(found)), fewer(0, 0, -1, 0, 0));
    long other = instances.get(1 - i).life();
    boolean late = found.stream().anyMatch(mark -> mark.getMostSignificantBits() == other);
    next.put(
        name + " sweeps marks " + whose,
        late ? swept.change(1 - i, Instance::isLate, swept.left) : swept);
  }

  private Bounds fewer(int publications, int deaths, int sweeps, int failures, int requests) {
    return new Bounds(
        left.publications() + publications,
        left.deaths() + deaths,
        left.sweeps() + sweeps,
        left.failures() + failures,
        left.requests() + requests);
  }

  private World change(int i, UnaryOperator<Instance> change, Bounds nowLeft) {
    List<Instance> changed = new ArrayList<>(instances);
    changed.set(i, change.apply(instances.get(i)));
    return new World(
        rule, nowLeft, current, marks, newest, named, List.copyOf(changed), ghosts, used);
  }

  private World withCurrent(long revision) {
    return new World(rule, left, revision, marks, newest, named, instances, ghosts, used);
  }

  private World withNewest(long revision) {
    Set<Long> more = new HashSet<>(named);
    long first = rule == Rule.ONE_ANNOUNCEMENT ? revision : 1;
    LongStream.rangeClosed(first, revision).forEach(more::add);
    return new World(
        rule, left, current, marks, revision, Set.copyOf(more), instances, ghosts, used);
  }

  private World withMark(UUID mark) {
    Set<UUID> more = new HashSet<>(marks);
    more.add(mark);
    return new World(
        rule, left, current, Set.copyOf(more), newest, named, instances, ghosts, used + 1);
  }

  private World withoutMarks(Set<UUID> gone) {
    Set<UUID> fewer = new HashSet<>(marks);
    fewer.removeAll(gone);
    return new World(
        rule, left, current, Set.copyOf(fewer), newest, named, instances, ghosts, used);
  }

  private World withGhost(long life, long revision) {
    Map<Long, Long> more = new LinkedHashMap<>(ghosts);
    more.put(life, revision);
    return new World(rule, left, current, marks, newest, named, instances, Map.copyOf(more), used);
  }

  private World withoutGhost(long life) {
    Map<Long, Long> fewer = new LinkedHashMap<>(ghosts);
    fewer.remove(life);
    return new World(rule, left, current, marks, newest, named, instances, Map.copyOf(fewer), used);
  }

  /** The same, made of parts that equal ones share: there are far fewer of those than of worlds. */
  World sharing(Map<Object, Object> parts) {
    return new World(
        rule,
        shared(left, parts),
        current,
        shared(marks, parts),
        newest,
        shared(named, parts),
        shared(instances.stream().map(instance -> shared(instance, parts)).toList(), parts),
        shared(ghosts, parts),
        used);
  }

  @SuppressWarnings("unchecked") // what is found is equal, and so of the same kind
  private static <T> T shared(T part, Map<Object, Object> parts) {
    return (T) parts.computeIfAbsent(part, same -> same);
  }

  private static <T> Set<T> without(Set<T> set, T element) {
    Set<T> rest = new HashSet<>(set);
    rest.remove(element);
    return Set.copyOf(rest);
  }
}
