/// What is sent, and how it gets there: start at [OvaContents] for the files and at [FileUpload] for their way.
@NullMarked
package dev.slipway.ova.vsphere.transfer;

import org.jspecify.annotations.NullMarked;
