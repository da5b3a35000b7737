package dev.galley.local.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips tests on a machine without Chromium and says so. Where {@code CI=true} they run and fail:
 * there a missing browser is a mistake of the machine.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsChromium.Condition.class)
@interface NeedsChromium {

  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (ChromiumProcess.isInstalled() || "true".equals(System.getenv("CI"))) {
        return ConditionEvaluationResult.enabled("The browser is there, or it has to be");
      }
      System.out.println("Skipping " + context.getDisplayName() + ": " + Chromium.MISSING);
      return ConditionEvaluationResult.disabled(Chromium.MISSING);
    }
  }
}
