using System.Globalization;

namespace Fridge.Images;

/// <summary>Facts of the recipe that the C# side shares with the Dockerfiles.</summary>
internal static class Recipe
{
    /// <summary>The one time that everything in an image has (SOURCE_DATE_EPOCH): 2026-06-01, when the Flink release was cut.</summary>
    public const long SourceDateEpoch = 1780272000;

    /// <summary>The same, as bills, labels and configurations write it: <c>2026-06-01T00:00:00Z</c>.</summary>
    public static string SourceDate { get; } = DateTimeOffset.FromUnixTimeSeconds(SourceDateEpoch).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Where a job's jars lie in its image.</summary>
    public const string UserLibraries = "opt/flink/usrlib";

    /// <summary>Where a Java runtime lists its modules.</summary>
    public const string JavaRelease = "opt/java/release";

    /// <summary>In the image's home: what the alignment rewrite did to its jars.</summary>
    public const string AlignmentReport = "align.json";
}
