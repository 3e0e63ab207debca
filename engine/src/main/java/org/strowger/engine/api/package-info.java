/// The engine's front door for people and programs: HTTP.
@NullMarked
package org.strowger.engine.api;

import org.jspecify.annotations.NullMarked;
