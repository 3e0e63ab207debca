package org.strowger.telephony;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks what only a network can show that carries sound.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OfSound {}
