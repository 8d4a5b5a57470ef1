/// Items of content libraries, by the vSphere Automation API (`/api/content/library`). Start at [LibraryUpload].
@NullMarked
package dev.slipway.ova.vsphere.library;

import org.jspecify.annotations.NullMarked;
