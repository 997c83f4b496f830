using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Fridge.Model;
using Fridge.Tooling;

namespace Fridge.Bench.Running;

/// <summary>What benchmarks of images compare: emulated ARMv7 and native amd64.</summary>
internal static class BenchPlatforms
{
    private static readonly ImmutableArray<NodeArchitecture> All = [NodeArchitecture.Armv7, NodeArchitecture.Amd64];

    /// <param name="wanted">One of them; null: both.</param>
    /// <exception cref="FridgeException">Another word, or this machine is no amd64 (exit code 2).</exception>
    public static ImmutableArray<NodeArchitecture> Of(string? wanted)
    {
        if (RuntimeInformation.OSArchitecture != Architecture.X64)
            throw new FridgeException("This compares emulated ARMv7 with native amd64.", "Run it on an amd64 machine.", wrongUse: true);
        var chosen = All.Where(platform => wanted is null || platform.LabelValue() == wanted).ToImmutableArray();
        return chosen.IsEmpty ? throw new FridgeException($"--platform is armv7 or amd64, not '{wanted}'.", wrongUse: true) : chosen;
    }
}
