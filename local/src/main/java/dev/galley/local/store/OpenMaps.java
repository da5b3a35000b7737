package dev.galley.local.store;

import de.bwaldvogel.mongo.backend.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** The maps of the file by what they hold: one of documents a collection, one of keys an index. */
final class OpenMaps {

  private static final String DOCUMENTS = "documents.";
  private static final String INDEX = "index.";
  private static final String MULTIKEY = "multikey";

  private final MVStore file;

  OpenMaps(MVStore file) {
    this.file = file;
  }

  MVMap<Object, byte[]> documents(String namespace) {
    return file.openMap(DOCUMENTS + namespace, documentsForm());
  }

  MVMap<KeyValue, Object> index(String namespace, String indexName) {
    return file.openMap(indexMap(namespace, indexName), indexForm());
  }

  /** Whether an index has been built, be it empty: one command makes its map and fills it. */
  boolean hasIndex(String namespace, String indexName) {
    return file.hasMap(indexMap(namespace, indexName));
  }

  /** The names of the indexes that have ever held an array: their ranges must be read with care. */
  MVMap<String, String> multikeyIndexes() {
    return file.openMap(MULTIKEY);
  }

  /** The names of the databases that have at least one collection. */
  Set<String> databases() {
    Set<String> names = new TreeSet<>();
    for (String map : file.getMapNames()) {
      if (map.startsWith(DOCUMENTS)) {
        String namespace = map.substring(DOCUMENTS.length());
        names.add(namespace.substring(0, namespace.indexOf('.')));
      }
    }
    return names;
  }

  void removeIndex(String namespace, String indexName) {
    file.removeMap(indexMap(namespace, indexName));
    multikeyIndexes().remove(namespace + "." + indexName);
  }

  void removeCollection(String namespace) {
    file.removeMap(DOCUMENTS + namespace);
  }

  void removeDatabase(String database) {
    for (String map : new ArrayList<>(file.getMapNames())) {
      if (map.startsWith(DOCUMENTS + database + ".") || map.startsWith(INDEX + database + ".")) {
        file.removeMap(map);
      }
    }
  }

  /** Every map with what it holds now, whatever is written later; nothing may be writing. */
  List<Snapshot.Copied<?, ?>> asTheyAre() {
    List<Snapshot.Copied<?, ?>> maps = new ArrayList<>();
    for (String name : file.getMapNames()) {
      if (name.startsWith(DOCUMENTS)) {
        maps.add(asItIs(name, documentsForm()));
      } else if (name.startsWith(INDEX)) {
        maps.add(asItIs(name, indexForm()));
      } else {
        maps.add(asItIs(name, new MVMap.Builder<String, String>()));
      }
    }
    return maps;
  }

  private <K, V> Snapshot.Copied<K, V> asItIs(String name, MVMap.Builder<K, V> form) {
    MVMap<K, V> map = file.openMap(name, form);
    return new Snapshot.Copied<>(name, map.openVersion(file.getCurrentVersion()), form);
  }

  private static MVMap.Builder<Object, byte[]> documentsForm() {
    return new MVMap.Builder<Object, byte[]>()
        .keyType(PositionType.INSTANCE)
        .valueType(DocumentType.INSTANCE);
  }

  private static MVMap.Builder<KeyValue, Object> indexForm() {
    return new MVMap.Builder<KeyValue, Object>()
        .keyType(IndexEntryType.INSTANCE)
        .valueType(PositionType.INSTANCE);
  }

  long fileBytes() {
    return file.getFileStore() == null ? 0 : file.getFileStore().size();
  }

  private static String indexMap(String namespace, String indexName) {
    return INDEX + namespace + "." + indexName;
  }
}
