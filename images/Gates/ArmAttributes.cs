using System.Buffers.Binary;

namespace Fridge.Images.Gates;

/// <summary>
/// Reads one tag of an ELF file's build attributes (Addenda to, and Errata in, the ABI for the Arm Architecture, §3):
/// version 'A', then vendor blocks; in the vendor "aeabi" a file block of ULEB128 tags with numbers or texts.
/// </summary>
internal static class ArmAttributes
{
    private const int TagFile = 1;
    private const int TagCpuRawName = 4;
    private const int TagCpuName = 5;
    private const int TagVfpArguments = 28;
    private const int TagCompatibility = 32;

    /// <summary>True: arguments in VFP registers (hard float); false: in core registers; null: the section says nothing.</summary>
    public static bool? VfpArguments(ReadOnlySpan<byte> section)
    {
        if (section.Length < 5 || section[0] != 'A')
        {
            return null;
        }

        var vendorEnd = section[5..].IndexOf((byte)0);
        return vendorEnd >= 0 && section.Slice(5, vendorEnd).SequenceEqual("aeabi"u8)
            ? FileBlock(section[(5 + vendorEnd + 1)..])
            : null;
    }

    private static bool? FileBlock(ReadOnlySpan<byte> block)
    {
        if (block.Length < 5 || block[0] != TagFile)
        {
            return null;
        }

        var length = Math.Min((int)BinaryPrimitives.ReadUInt32LittleEndian(block[1..]), block.Length);
        var at = 5;
        while (at < length)
        {
            var tag = Number(block, ref at);
            if (tag == TagVfpArguments)
            {
                return Number(block, ref at) == 1;
            }

            Skip(block, tag, ref at);
        }

        // An absent tag has the value 0: arguments in core registers, or none at all.
        return false;
    }

    private static void Skip(ReadOnlySpan<byte> block, int tag, ref int at)
    {
        var isText = tag is TagCpuRawName or TagCpuName or TagCompatibility || (tag > TagCompatibility && tag % 2 == 1);
        if (tag == TagCompatibility || !isText)
        {
            Number(block, ref at);
        }

        if (isText)
        {
            at += block[at..].IndexOf((byte)0) + 1;
        }
    }

    private static int Number(ReadOnlySpan<byte> block, ref int at)
    {
        var (value, shift) = (0, 0);
        while (at < block.Length)
        {
            var current = block[at++];
            value |= (current & 0x7F) << shift;
            shift += 7;
            if ((current & 0x80) == 0)
            {
                break;
            }
        }

        return value;
    }
}
