package dev.galley.feed.review;

import com.mongodb.client.MongoDatabase;
import dev.galley.event.ReviewEvent;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.announcement.Announcements;
import dev.galley.feed.mail.Bodies;
import dev.galley.feed.mail.Mailer;
import dev.galley.feed.mail.WritingMails;
import dev.galley.stream.consuming.Received;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/** The consumer of rounds of consent, and the mails about them. */
@Configuration(proxyBeanMethods = false)
class ReviewConfiguration {

  @Bean
  AnnouncingRounds announcingRounds(
      MongoDatabase feedDatabase, Announcements announcements, Clock clock) {
    return new AnnouncingRounds(feedDatabase, announcements, clock);
  }

  @Bean
  Consumer<List<Received<ReviewEvent>>> reviews(AnnouncingRounds rounds) {
    return rounds::on;
  }

  @Bean
  ReviewChannel reviewChannel(
      AnnouncingRounds rounds,
      RestClient postService,
      ReviewMailProperties properties,
      Bodies bodies,
      SiteProperties site,
      WritingMails writing,
      Mailer mailer,
      @Value("${galley.newsletter.zone:UTC}") ZoneId zone) {
    return new ReviewChannel(
        rounds,
        new PeopleAddresses(postService, properties)::of,
        new ComposingReviewMails(bodies, site, zone),
        writing,
        mailer);
  }
}
