package dev.galley.local.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import dev.galley.local.store.file.GroupCommit;
import io.netty.channel.Channel;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The commands of the protocol, each run alone and counted when it may have changed something. */
final class DurableBackend extends AbstractMongoBackend {

  private static final Set<String> READS =
      Set.of(
          "hello",
          "ismaster",
          "ping",
          "buildinfo",
          "whatsmyuri",
          "serverstatus",
          "find",
          "getmore",
          "count",
          "distinct",
          "killcursors",
          "endsessions",
          "listcollections",
          "listindexes",
          "listdatabases",
          "collstats",
          "dbstats",
          "validate",
          "getlasterror",
          "getlog",
          "hostinfo");

  private final OpenMaps maps;
  private final CollectionScans scans;
  private final GroupCommit commits;

  DurableBackend(OpenMaps maps, CollectionScans scans, GroupCommit commits) {
    this.maps = maps;
    this.scans = scans;
    this.commits = commits;
    commits.run(
        true,
        () -> {
          maps.databases().forEach(this::resolveDatabase);
          return maps;
        });
  }

  @Override
  public Document handleCommand(
      Channel channel, String databaseName, String command, Document query) {
    Optional<CountPipeline> counting = CountPipeline.of(command, query);
    if (counting.isPresent()) {
      return commits.run(false, () -> count(databaseName, counting.get()));
    }
    boolean write = !READS.contains(command.toLowerCase(Locale.ROOT));
    if (command.equals("find")) {
      query.putIfAbsent("batchSize", OpenQuery.FIRST_BATCH_DOCUMENTS);
    } else if (command.equals("getMore")) {
      query.putIfAbsent("batchSize", Integer.MAX_VALUE);
    }
    try {
      return commits.run(write, () -> super.handleCommand(channel, databaseName, command, query));
    } catch (MongoServerError refused) {
      if (refused.hasCode(ErrorCode.DuplicateKey)) {
        return answer(refused);
      }
      throw refused;
    }
  }

  private Document count(String databaseName, CountPipeline counting) {
    MongoCollection<?> collection =
        resolveDatabase(databaseName).resolveCollection(counting.collection(), false);
    int count = collection == null ? 0 : collection.count(counting.query(), 0, 0);
    return counting.answer(databaseName, count);
  }

  /** What the library answers itself, but writes into the log first: with the whole document. */
  private static Document answer(MongoServerError refused) {
    return new Document("ok", 0)
        .append("errmsg", refused.getMessageWithoutErrorCode())
        .append("code", refused.getCode())
        .append("codeName", refused.getCodeName());
  }

  @Override
  public QueryResult handleQuery(MongoQuery query) {
    return commits.run(false, () -> super.handleQuery(query));
  }

  @Override
  public void handleClose(Channel channel) {
    commits.run(
        false,
        () -> {
          super.handleClose(channel);
          return channel;
        });
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String databaseName) {
    return new StoredDatabase(databaseName, maps, scans, getCursorRegistry());
  }
}
