using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>The boards that a cluster file may name. RAM and core are those of the manufacturer's model table.</summary>
internal static class Boards
{
    private const string Models = "raspberrypi.com/documentation/computers/raspberry-pi.html (model table)";
    private const string Modules = "raspberrypi.com/documentation/computers/compute-module.html";
    private const string Bcm2835 = "raspberrypi.com/documentation/computers/processors.html (BCM2835: ARM1176, ARMv6)";
    private const string Bcm2837 = "raspberrypi.com/documentation/computers/processors.html (BCM2837: Cortex-A53)";
    private const string Estimate = "any x86-64 machine; its size is the name's";

    public static readonly ImmutableArray<Board> All =
    [
        new("pi1", "Raspberry Pi 1", Mebibytes(512), BoardIsa.Armv6) { Source = Bcm2835 },
        new("zero", "Raspberry Pi Zero", Mebibytes(512), BoardIsa.Armv6) { Source = Bcm2835 },
        new("zero-w", "Raspberry Pi Zero W", Mebibytes(512), BoardIsa.Armv6) { Source = Bcm2835 },
        new("cm1", "Raspberry Pi Compute Module 1", Mebibytes(512), BoardIsa.Armv6) { Source = Bcm2835 },
        new("pi2", "Raspberry Pi 2 Model B", Gibibytes(1), BoardIsa.Armv7) { Source = Models },
        new("pi2-v1.2", "Raspberry Pi 2 Model B rev 1.2", Gibibytes(1), BoardIsa.Arm64) { Source = Bcm2837 },
        new("pi3b", "Raspberry Pi 3 Model B", Gibibytes(1), BoardIsa.Arm64) { Source = Models },
        new("pi3b+", "Raspberry Pi 3 Model B+", Gibibytes(1), BoardIsa.Arm64) { Source = Models },
        new("pi3a+", "Raspberry Pi 3 Model A+", Mebibytes(512), BoardIsa.Arm64) { Source = Models },
        new("zero2", "Raspberry Pi Zero 2 W", Mebibytes(512), BoardIsa.Arm64) { Source = Models },
        new("cm3", "Raspberry Pi Compute Module 3", Gibibytes(1), BoardIsa.Arm64) { Source = Modules },
        new("cm3+", "Raspberry Pi Compute Module 3+", Gibibytes(1), BoardIsa.Arm64) { Source = Modules },
        new("pi4-1g", "Raspberry Pi 4 Model B", Gibibytes(1), BoardIsa.Arm64) { Source = Models },
        new("pi4-2g", "Raspberry Pi 4 Model B", Gibibytes(2), BoardIsa.Arm64) { Source = Models },
        new("pi4-4g", "Raspberry Pi 4 Model B", Gibibytes(4), BoardIsa.Arm64) { Source = Models },
        new("pi4-8g", "Raspberry Pi 4 Model B", Gibibytes(8), BoardIsa.Arm64) { Source = Models },
        new("pi400", "Raspberry Pi 400", Gibibytes(4), BoardIsa.Arm64) { Source = Models },
        new("cm4-1g", "Raspberry Pi Compute Module 4", Gibibytes(1), BoardIsa.Arm64) { Source = Modules },
        new("cm4-2g", "Raspberry Pi Compute Module 4", Gibibytes(2), BoardIsa.Arm64) { Source = Modules },
        new("cm4-4g", "Raspberry Pi Compute Module 4", Gibibytes(4), BoardIsa.Arm64) { Source = Modules },
        new("cm4-8g", "Raspberry Pi Compute Module 4", Gibibytes(8), BoardIsa.Arm64) { Source = Modules },
        new("pi5-2g", "Raspberry Pi 5", Gibibytes(2), BoardIsa.Arm64) { Source = Models },
        new("pi5-4g", "Raspberry Pi 5", Gibibytes(4), BoardIsa.Arm64) { Source = Models },
        new("pi5-8g", "Raspberry Pi 5", Gibibytes(8), BoardIsa.Arm64) { Source = Models },
        new("pi5-16g", "Raspberry Pi 5", Gibibytes(16), BoardIsa.Arm64) { Source = Models },
        new("pi500", "Raspberry Pi 500", Gibibytes(8), BoardIsa.Arm64) { Source = Models },
        new("cm5-2g", "Raspberry Pi Compute Module 5", Gibibytes(2), BoardIsa.Arm64) { Source = Modules },
        new("cm5-4g", "Raspberry Pi Compute Module 5", Gibibytes(4), BoardIsa.Arm64) { Source = Modules },
        new("cm5-8g", "Raspberry Pi Compute Module 5", Gibibytes(8), BoardIsa.Arm64) { Source = Modules },
        new("cm5-16g", "Raspberry Pi Compute Module 5", Gibibytes(16), BoardIsa.Arm64) { Source = Modules },
        new("pc-1g", "x86-64 PC", Gibibytes(1), BoardIsa.X64) { Source = Estimate },
        new("pc-4g", "x86-64 PC", Gibibytes(4), BoardIsa.X64) { Source = Estimate },
    ];

    public static Board? Find(string id) => All.FirstOrDefault(board => board.Id == id);

    private static MemorySize Mebibytes(long count) => MemorySize.Mebibytes(count);

    private static MemorySize Gibibytes(long count) => MemorySize.Mebibytes(count << 10);
}
