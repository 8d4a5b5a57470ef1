/// The published JSON schema of user-data, read for validation: start at [UserDataSchema].
@NullMarked
package dev.slipway.builder.userdata.schema;

import org.jspecify.annotations.NullMarked;
