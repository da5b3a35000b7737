package dev.galley.post.asset;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where files are kept.
 *
 * @param assets the folder; made when it is not there
 */
@ConfigurationProperties("galley")
record AssetProperties(@DefaultValue("data/assets") Path assets) {}
