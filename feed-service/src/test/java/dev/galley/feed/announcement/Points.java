package dev.galley.feed.announcement;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;

/** Everything that a process does to the world outside, one after the other. */
final class Points {

  private static final Set<String> COMMANDS =
      Set.of(
          "find",
          "findOneAndUpdate",
          "insertMany",
          "updateOne",
          "updateMany",
          "replaceOne",
          "deleteOne",
          "deleteMany");

  private final int at;
  private final Runnable accident;
  private int passed;

  /**
   * @param accident happens when the process comes to a point
   * @param at which one, from 1
   */
  Points(int at, Runnable accident) {
    this.at = at;
    this.accident = accident;
  }

  void pass() {
    passed++;
    if (passed == at) {
      accident.run();
    }
  }

  /** Nothing happens from now on; whether it has happened. */
  boolean end() {
    boolean reached = passed >= at;
    passed = at;
    return reached;
  }

  /** The database as the process sees it: there is a point before and after each command. */
  MongoDatabase of(MongoDatabase database) {
    return proxy(
        MongoDatabase.class,
        database,
        (method, result) ->
            method.equals("getCollection")
                ? proxy(MongoCollection.class, (MongoCollection<?>) result, (any, same) -> same)
                : result);
  }

  private interface Answer {
    Object answer(String method, Object result);
  }

  @SuppressWarnings("unchecked")
  private <T> T proxy(Class<T> type, Object target, Answer answer) {
    return (T)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              boolean command = COMMANDS.contains(method.getName());
              if (command) {
                pass();
              }
              Object result;
              try {
                result = method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (command && !method.getName().equals("find")) {
                pass();
              }
              return answer.answer(method.getName(), result);
            });
  }
}
