/** The screens that people see, as tests use them. */
@NullMarked
package io.keycloakspa.e2e.pages;

import org.jspecify.annotations.NullMarked;
