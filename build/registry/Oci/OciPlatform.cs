using Fridge.Model;

namespace Fridge.Registry.Oci;

/// <summary>A platform in OCI's words: <c>linux/arm/v7</c>.</summary>
public sealed record OciPlatform(string Os, string Architecture, string? Variant = null)
{
    public static OciPlatform Parse(string text) => text.Split('/') switch
    {
        [var os, var architecture] => new(os, architecture),
        [var os, var architecture, var variant] => new(os, architecture, variant),
        _ => throw new FormatException($"{text} is not a platform such as linux/arm/v7."),
    };

    /// <summary>Null: a platform that Fridge doesn't know. <c>linux/arm64/v8</c> is another name of <c>linux/arm64</c>.</summary>
    public NodeArchitecture? Known => Enum.GetValues<NodeArchitecture>().Cast<NodeArchitecture?>()
        .FirstOrDefault(architecture => architecture!.Value.OciPlatform() == ToString().Replace("/arm64/v8", "/arm64"));

    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";
}
