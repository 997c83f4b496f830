using System.Buffers.Binary;

namespace Fridge.Images.Gates;

/// <summary>What an ELF file says about the machine that it is for.</summary>
/// <param name="Machine">e_machine: 40 ARM, 62 x86-64, 183 AArch64.</param>
/// <param name="HardFloat">ARM only: whether floating-point arguments go in VFP registers; null: the file doesn't say.</param>
internal sealed record ElfFile(int Machine, bool Is64Bit, bool? HardFloat)
{
    public const int Arm = 40;
    public const int X86 = 62;
    public const int AArch64 = 183;

    private const uint FlagSoftFloat = 0x200;
    private const uint FlagHardFloat = 0x400;
    private const uint ArmAttributesSection = 0x70000003;

    /// <summary>Null: not an ELF file. Big-endian files are read as the machine -1, which fits nothing.</summary>
    public static ElfFile? Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length < 52 || !file.StartsWith("\u007fELF"u8))
        {
            return null;
        }

        var is64Bit = file[4] == 2;
        if (file[5] != 1)
        {
            return new ElfFile(-1, is64Bit, null);
        }

        var machine = BinaryPrimitives.ReadUInt16LittleEndian(file[18..]);
        return new ElfFile(machine, is64Bit, machine == Arm && !is64Bit ? FloatAbi(file) : null);
    }

    private static bool? FloatAbi(ReadOnlySpan<byte> file)
    {
        var flags = BinaryPrimitives.ReadUInt32LittleEndian(file[36..]);
        return (flags & FlagHardFloat) != 0 ? true
            : (flags & FlagSoftFloat) != 0 ? false
            : ArmAttributes.VfpArguments(Section(file, ArmAttributesSection));
    }

    private static ReadOnlySpan<byte> Section(ReadOnlySpan<byte> file, uint type)
    {
        var table = (int)BinaryPrimitives.ReadUInt32LittleEndian(file[32..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(file[46..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[48..]);
        for (var i = 0; i < count && table + ((i + 1) * size) <= file.Length; i++)
        {
            var header = file.Slice(table + (i * size), size);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) == type)
            {
                var offset = (int)BinaryPrimitives.ReadUInt32LittleEndian(header[16..]);
                var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
                return offset + length <= file.Length ? file.Slice(offset, length) : [];
            }
        }

        return [];
    }
}
