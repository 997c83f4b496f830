using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Fridge.Model;

/// <summary>A release of Kubernetes by its number, such as <c>1.26.15</c>.</summary>
[JsonConverter(typeof(KubernetesVersionConverter))]
public readonly partial record struct KubernetesVersion(int Minor, int Patch) : IComparable<KubernetesVersion>
{
    /// <summary>The first release that is supported: its server-side apply and Leases are those of today.</summary>
    public const int Oldest = 20;

    /// <summary>The newest release whose schema anything here was checked against.</summary>
    public const int Newest = 37;

    /// <summary>The last line for all of Pi's architectures.</summary>
    public static KubernetesVersion Default { get; } = new(26, 15);

    /// <summary>As API versions and schemas go by: <c>1.26</c>.</summary>
    public string Line => string.Create(CultureInfo.InvariantCulture, $"1.{Minor}");

    public bool IsSupported => Minor is >= Oldest and <= Newest;

    /// <summary>The kubelet speaks to Docker's engine itself (removed in 1.24).</summary>
    public bool HasDockershim => Minor < 24;

    public bool IsAtLeast(int minor) => Minor >= minor;

    /// <summary>Null where the text is no <c>1.MINOR.PATCH</c>.</summary>
    public static KubernetesVersion? TryParse(string text) => Shape().Match(text) is { Success: true } match
        ? new(Part(match, 1), Part(match, 2))
        : null;

    public int CompareTo(KubernetesVersion other) => (Minor, Patch).CompareTo((other.Minor, other.Patch));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"1.{Minor}.{Patch}");

    private static int Part(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^1\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
