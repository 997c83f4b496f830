namespace Fridge.Publishing.Programs;

/// <summary>What a release's program runs on, with its runtime in it.</summary>
public enum ProgramPlatform
{
    LinuxX64,

    /// <summary>A Pi too can be the machine that deploys.</summary>
    LinuxArm64,

    /// <summary>For boards alone: virtual Pis want Linux.</summary>
    OsxArm64,
}

public static class ProgramPlatforms
{
    /// <summary>As .NET names it.</summary>
    public static string Rid(this ProgramPlatform platform) => platform switch
    {
        ProgramPlatform.LinuxX64 => "linux-x64",
        ProgramPlatform.LinuxArm64 => "linux-arm64",
        ProgramPlatform.OsxArm64 => "osx-arm64",
        _ => throw new ArgumentOutOfRangeException(nameof(platform), platform, null),
    };
}
