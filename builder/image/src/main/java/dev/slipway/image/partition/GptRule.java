package dev.slipway.image.partition;

/// What the UEFI specification wants of a GPT; each can be broken by a [GptFinding].
public enum GptRule {
    PROTECTIVE_MBR("the MBR has a record of type 0xEE that begins at LBA 1"),
    HEADER("each header has its signature, a possible size and the right CRC-32"),
    ENTRIES("each partition array lies on the disk and has the CRC-32 that its header says"),
    MY_LBA("each header names the sector in which it lies"),
    ALTERNATE_LBA("the primary header names the last sector of the disk, the backup header LBA 1"),
    USABLE_RANGE("the usable sectors lie between the two copies of the table"),
    PARTITION_RANGE("every partition lies within the usable sectors"),
    PARTITION_OVERLAP("no two partitions overlap"),
    PARTITION_GUID("every partition has a GUID of its own"),
    COPIES_AGREE("the primary and the backup table say the same");

    private final String sentence;

    GptRule(String sentence) {
        this.sentence = sentence;
    }

    /// The rule in words.
    public String sentence() {
        return sentence;
    }
}
