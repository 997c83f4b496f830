using System.Buffers.Binary;
using Fridge.Images.Gates;
using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class ElfFileTests
{
    private const uint HardFloat = 0x5000400;
    private const uint SoftFloat = 0x5000200;

    [Theory]
    [InlineData(40, 1, HardFloat, NodeArchitecture.Armv7, true)]
    [InlineData(40, 1, SoftFloat, NodeArchitecture.Armv7, false)]
    [InlineData(62, 2, 0, NodeArchitecture.Armv7, false)]
    [InlineData(183, 2, 0, NodeArchitecture.Arm64, true)]
    [InlineData(40, 1, HardFloat, NodeArchitecture.Arm64, false)]
    [InlineData(62, 2, 0, NodeArchitecture.Amd64, true)]
    [InlineData(3, 1, 0, NodeArchitecture.Amd64, false)]
    public void Fault_AFileOfAMachine_IsOpenOnlyForItsOwnPlatform(int machine, byte bits, uint flags, NodeArchitecture target, bool loads) =>
        (MachineGate.Fault(ElfFile.Parse(Elf(machine, bits, flags)), target) is null).ShouldBe(loads);

    [Theory]
    [InlineData(new byte[] { 28, 1 }, true)]
    [InlineData(new byte[] { 28, 0 }, false)]
    [InlineData(new byte[] { 6, 10, 5, (byte)'7', (byte)'-', (byte)'A', 0, 28, 1 }, true)]
    [InlineData(new byte[] { 32, 1, (byte)'g', 0, 28, 1 }, true)]
    [InlineData(new byte[] { 6, 10 }, false)]
    public void Parse_AnArmFileWithoutFloatFlags_TakesTheBuildAttributes(byte[] tags, bool hardFloat) =>
        ElfFile.Parse(Elf(40, 1, 0x5000000, Attributes(tags))).ShouldNotBeNull().HardFloat.ShouldBe(hardFloat);

    [Fact]
    public void Parse_AnArmFileThatSaysNothing_LeavesTheFloatAbiOpen() =>
        ElfFile.Parse(Elf(40, 1, 0x5000000)).ShouldNotBeNull().HardFloat.ShouldBeNull();

    [Fact]
    public void Parse_AnythingElse_IsNoElfFile() => ElfFile.Parse(new byte[100]).ShouldBeNull();

    private static byte[] Attributes(byte[] tags) =>
    [
        (byte)'A', .. Number(4 + 6 + 5 + tags.Length), .. "aeabi\0"u8, 1, .. Number(5 + tags.Length), .. tags,
    ];

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Elf(int machine, byte bits, uint flags, byte[]? attributes = null)
    {
        const int Header = 52;
        const int SectionHeader = 40;
        var file = new byte[Header + SectionHeader + (attributes?.Length ?? 0)];
        "\u007fELF"u8.CopyTo(file);
        (file[4], file[5]) = (bits, 1);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(18), (ushort)machine);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(36), flags);
        if (attributes is not null)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(32), Header);
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(46), SectionHeader);
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(48), 1);
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(Header + 4), 0x70000003);
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(Header + 16), Header + SectionHeader);
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(Header + 20), (uint)attributes.Length);
            attributes.CopyTo(file, Header + SectionHeader);
        }

        return file;
    }
}
