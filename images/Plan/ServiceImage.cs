using System.Collections.Immutable;

namespace Fridge.Images.Plan;

/// <summary>An image of the fridge beside Flink's: the folder <c>images/NAME</c> with its Dockerfile, packages and their lock.</summary>
public sealed record ServiceImage(string Name)
{
    /// <summary>Which a cluster's Deploy takes; the others are built when they are asked for by name.</summary>
    public const string Registry = "registry";

    public static readonly ImmutableArray<ServiceImage> All =
    [
        new(Registry),
        new("prometheus"),
        new("node-exporter"),
        new("zookeeper") { OnJava = true },
        new("object-store") { OnJava = true },
    ];

    /// <summary>With a jlinked JRE, and jars under <c>/opt/NAME</c> that pass the alignment rewrite.</summary>
    public bool OnJava { get; init; }
}
