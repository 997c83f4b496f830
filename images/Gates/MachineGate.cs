using Fridge.Model;

namespace Fridge.Images.Gates;

/// <summary>Whether a platform can load an ELF file.</summary>
internal static class MachineGate
{
    /// <returns>What is wrong; null: nothing, or not an ELF file.</returns>
    public static string? Fault(ElfFile? file, NodeArchitecture target) => (file, target) switch
    {
        (null, _) => null,
        ({ Machine: ElfFile.Arm, Is64Bit: false, HardFloat: not false }, NodeArchitecture.Armv7) => null,
        ({ Machine: ElfFile.Arm, HardFloat: false }, NodeArchitecture.Armv7) => "soft-float ARM, expected hard-float (armhf)",
        ({ Machine: ElfFile.AArch64, Is64Bit: true }, NodeArchitecture.Arm64) => null,
        ({ Machine: ElfFile.X86, Is64Bit: true }, NodeArchitecture.Amd64) => null,
        ({ } other, _) => $"ELF machine {other.Machine} ({(other.Is64Bit ? 64 : 32)} bit), expected {target.DebianName()}",
    };
}
