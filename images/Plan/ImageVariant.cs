using System.Collections.Immutable;

namespace Fridge.Images.Plan;

/// <summary>What is in Flink's image beside Flink (<c>docs/image-variants.md</c>).</summary>
public enum ImageVariant
{
    /// <summary>Java, started directly; no shell.</summary>
    Default,

    /// <summary>Beside that a shell and the JDK's tools, such as jcmd.</summary>
    Debug,

    /// <summary>Flink's scripts, the whole distribution, and the commands and variables of the official image.</summary>
    Full,
}

internal static class ImageVariants
{
    private const string Shell = "shell";
    private const string Scripts = "scripts";

    /// <summary>Groups of the image's packages that a variant does without.</summary>
    public static ImmutableArray<string> LeavesOut(this ImageVariant variant) => variant switch
    {
        ImageVariant.Default => [Shell, Scripts],
        ImageVariant.Debug => [Scripts],
        _ => [],
    };

    /// <summary>As on the command line and in the recipe.</summary>
    public static string Name(this ImageVariant variant) => variant.ToString().ToLowerInvariant();
}
