package dev.galley.stream;

import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

/** Puts {@link PatientBindings} where Spring Cloud Stream has its own life cycle. */
final class PatientBindingsRegistration implements BeanDefinitionRegistryPostProcessor {

  private static final String BINDINGS = "inputBindingLifecycle";

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    if (!registry.containsBeanDefinition(BINDINGS)) {
      return;
    }
    RootBeanDefinition patient = new RootBeanDefinition(PatientBindings.class);
    patient.setAutowireMode(AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR);
    patient.setDependsOn("bindingService");
    registry.removeBeanDefinition(BINDINGS);
    registry.registerBeanDefinition(BINDINGS, patient);
  }
}
