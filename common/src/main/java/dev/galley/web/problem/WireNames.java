package dev.galley.web.problem;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import tools.jackson.databind.json.JsonMapper;

/** Reads enums in queries by the name that answers show, and by the constant's. */
public final class WireNames implements GenericConverter {

  /** The name that answers show. */
  static String of(Object constant) {
    return JsonMapper.shared().convertValue(constant, String.class);
  }

  @Override
  public Set<ConvertiblePair> getConvertibleTypes() {
    return Set.of(new ConvertiblePair(String.class, Enum.class));
  }

  @Override
  public @Nullable Object convert(
      @Nullable Object source, TypeDescriptor from, TypeDescriptor type) {
    return source == null || "".equals(source)
        ? null
        : Arrays.stream(type.getType().getEnumConstants())
            .filter(each -> source.equals(of(each)) || source.equals(((Enum<?>) each).name()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("There is no such name"));
  }
}
