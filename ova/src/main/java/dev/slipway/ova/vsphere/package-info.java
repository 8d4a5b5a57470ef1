/// Appliances on their way into vCenter: as items of content libraries, or as templates. Start at [VsphereDeployment].
///
/// Not run against a live vCenter: the tests talk to a stand-in that answers in the shapes that VMware documents (see
/// the README in `src/test/resources/dev/slipway/ova/vsphere/vcenter`).
///
/// What could go wrong on purpose, and what stands against it:
///
/// - _Somebody in between shows a certificate of his own._ TLS is verified always, by the authorities of the system, by
///   a bundle (`--ca`, then no others), or by the one certificate that is pinned (`--thumbprint`, SHA-256). No option
///   switches that off, and no other scheme than https is spoken, whatever a server asks for.
/// - _A server sends us elsewhere._ Redirects are not followed. Uploads go where vCenter says, which may be another
///   host; that host gets neither password nor session, and must show the certificate whose thumbprint vCenter gave, or
///   else one that is trusted as vCenter's is.
/// - _The password is seen._ It comes from the environment or a file, never from the command line; is in no text about
///   any object, in no problem and no log; and goes only into the request that begins a session.
/// - _Addresses for uploads are seen._ They are as good as passwords, and are told by host alone. So are values of OVF
///   properties, which hold the user-data of sites: problems name their keys.
/// - _A server answers without end, or never._ Answers are bounded in size, waits in time, attempts in number.
/// - _The OVA is hostile, or was changed._ Its manifest is verified before anything is sent, and vCenter is told the
///   digests; its descriptor is read without DTDs and entities.
/// - _A failure leaves half an appliance behind._ What a run has made is noted in the moment of its making, and removed
///   after a failure and at Ctrl-C; what cannot be removed is named with its identifier. What was there before is
///   never removed.
@NullMarked
package dev.slipway.ova.vsphere;

import org.jspecify.annotations.NullMarked;
