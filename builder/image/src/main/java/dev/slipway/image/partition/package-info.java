/// Partition tables of disks with sectors of 512 bytes: start at [GptTable] for GPT (UEFI specification 2.10, chapter
/// 5) and at [Mbr] for the master boot record, protective and hybrid ones included. Tables are planned as small
/// images that are laid over a disk, and read with everything that is wrong with them listed as [GptFinding]s.
@NullMarked
package dev.slipway.image.partition;

import org.jspecify.annotations.NullMarked;
