package dev.galley.process;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Skips tests that ask for containers where there is no Docker engine, and says so. A condition is
 * counted as a skipped test; an assumption before all of them leaves no trace in the report.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsMachinery.Condition.class)
@interface NeedsMachinery {

  /** The properties that name what the tests run on; with all of them given no engine is needed. */
  String[] value();

  final class Condition implements ExecutionCondition {

    private static final String NO_ENGINE =
        "no Docker engine here. Name a store and a broker by -Dgalley.it.mongodb-uri= and"
            + " -Dgalley.it.kafka=, or leave out -Pcontainers for the embedded ones.";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      NeedsMachinery needs = context.getRequiredTestClass().getAnnotation(NeedsMachinery.class);
      if (needs == null) {
        return ConditionEvaluationResult.enabled("The class around it has been asked");
      }
      boolean given = Stream.of(needs.value()).allMatch(name -> Machinery.given(name).isPresent());
      if (given
          || !Machinery.wantsContainers()
          || DockerClientFactory.instance().isDockerAvailable()) {
        return ConditionEvaluationResult.enabled("There is what they run on");
      }
      System.out.println("Skipping " + context.getDisplayName() + ": " + NO_ENGINE);
      return ConditionEvaluationResult.disabled(NO_ENGINE);
    }
  }
}
