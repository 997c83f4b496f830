using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Images.Plan;

/// <summary>What a person may set about images, in <c>.nuke/parameters.json</c> or on the command line.</summary>
public sealed record ImageSettings
{
    /// <summary>Tried in order for the cluster's Flink version.</summary>
    public required ImmutableArray<FlinkMirror> FlinkMirrors { get; init; }

    /// <summary>
    /// Where Debian packages come from, tried in order: <c>machine</c> (this machine's apt sources, when it runs Debian),
    /// <c>builder</c> (the builder image's), or the address of an archive, such as a day of a snapshot archive.
    /// </summary>
    public ImmutableArray<string> DebianArchives { get; init; } = ["machine", "builder"];

    /// <summary>Maven repositories, tried in order for the jars of an image's <c>jars.lock</c>: https, or a folder relative to the checkout.</summary>
    public ImmutableArray<string> MavenRepositories { get; init; } = [];

    /// <summary>Where Kubernetes' programs come from, tried in order.</summary>
    public ImmutableArray<KubernetesMirror> KubernetesMirrors { get; init; } = [];

    /// <summary>Where k3s' releases come from, tried in order: https, or a folder relative to the checkout, with the layout of its releases at GitHub.</summary>
    public ImmutableArray<string> K3sMirrors { get; init; } = [];

    /// <summary>An image of Debian bookworm that the local engine has or can pull; null: see BuilderImage.</summary>
    public string? BuilderImage { get; init; }

    /// <summary>
    /// A registry's repository, <c>HOST/NAME</c>, that keeps the layers of builds for machines without a cache of their own, pipelines'
    /// above all; an image a tag. Null: the engine's own cache only.
    /// </summary>
    public string? BuildCache { get; init; }

    public JobJars JobJars { get; init; }

    public ImageVariant Variant { get; init; }

    /// <summary>Platforms to build; empty: those of the cluster's nodes.</summary>
    public ImmutableArray<NodeArchitecture> Platforms { get; init; } = [];
}

/// <summary>A place with the layout of Apache's download mirrors, and what it must give.</summary>
/// <param name="Url">https, or a folder relative to the checkout.</param>
/// <param name="Version">Flink's version that the checksum is of.</param>
/// <param name="Sha512">Of <c>flink-VERSION-bin-scala_2.12.tgz</c> there; a cut distribution has its own.</param>
public sealed record FlinkMirror(string Url, string Version, string Sha512);
