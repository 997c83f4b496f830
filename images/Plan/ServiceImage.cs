using System.Collections.Immutable;

namespace Fridge.Images.Plan;

/// <summary>An image of the fridge beside Flink's: the folder <c>images/NAME</c> with its Dockerfile, packages and their lock.</summary>
/// <param name="Program">What it is an image of: the package of its <c>packages.lock</c>, or the library of its <c>jars.lock</c>, whose version it has.</param>
internal sealed record ServiceImage(string Name, string Program)
{
    /// <summary>Which every cluster's Deploy takes, beside those whose services the cluster has; the others are built when they are asked for by name.</summary>
    public const string Registry = "registry";

    public static readonly ImmutableArray<ServiceImage> All =
    [
        new(Registry, "docker-registry"),
        new("prometheus", "prometheus"),
        new("node-exporter", "prometheus-node-exporter"),
        new("zookeeper", "libzookeeper-java") { OnJava = true },
        new("object-store", "s3proxy") { OnJava = true },
    ];

    /// <summary>With a jlinked JRE, and jars under <c>/opt/NAME</c> that pass the alignment rewrite.</summary>
    public bool OnJava { get; init; }
}
