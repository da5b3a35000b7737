package dev.galley.post.token;

import dev.galley.post.people.PersonChanged;
import dev.galley.post.people.PersonRemoved;
import org.springframework.context.event.EventListener;

/**
 * Ends what belongs to somebody who is removed, and has this instance know at once what others know
 * within seconds. Whether a session or token is good does not depend on it.
 */
final class FollowingPeople {

  private final Tokens tokens;
  private final Sessions sessions;
  private final KnownTokens known;

  FollowingPeople(Tokens tokens, Sessions sessions, KnownTokens known) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.known = known;
  }

  @EventListener
  void on(PersonRemoved event) {
    known.forget();
    sessions.removeOfPerson(event.personId());
    tokens.removeOfPerson(event.personId());
  }

  @EventListener
  void on(PersonChanged event) {
    known.forget();
  }
}
