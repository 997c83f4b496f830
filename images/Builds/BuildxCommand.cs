using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Images.Builds;

/// <summary>A build for buildx, as an argv.</summary>
internal sealed record BuildxCommand
{
    public required string Dockerfile { get; init; }

    public required string MainContext { get; init; }

    /// <summary>Name and value: a folder, or <c>docker-image://…</c>.</summary>
    public required ImmutableSortedDictionary<string, string> Contexts { get; init; }

    public ImmutableSortedDictionary<string, string> Arguments { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Empty: the machine's own.</summary>
    public ImmutableArray<NodeArchitecture> Platforms { get; init; } = [];

    /// <summary>As <c>--output</c> takes it.</summary>
    public required string Output { get; init; }

    /// <summary>A buildx builder; null: the engine's own.</summary>
    public string? Builder { get; init; }

    /// <summary>An image reference under which a registry keeps the build's layers: read before, written after; null: none.</summary>
    public string? Cache { get; init; }

    /// <summary>A stage of the Dockerfile; null: the last.</summary>
    public string? Target { get; init; }

    public bool NoCache { get; init; }

    /// <summary>An OCI layout folder. Equal inputs give equal digests, since recipes see to the times of their files (<c>base/times.sh</c>).</summary>
    public static string OciLayout(string folder) => $"type=oci,tar=false,dest={folder}";

    public static string Files(string folder) => $"type=local,dest={folder}";

    public CommandLine ToCommandLine(LocalDocker docker) => docker.Command(Argv()) with
    {
        Environment = ImmutableDictionary<string, string?>.Empty.Add("SOURCE_DATE_EPOCH", Recipe.SourceDateEpoch.ToString()),
    };

    private IEnumerable<string> Argv() =>
    [
        "buildx", "build", "--progress", "rawjson", "--provenance=false", "--sbom=false",
        "--file", Dockerfile,
        "--output", Output,
        .. Builder is null ? [] : new[] { "--builder", Builder },
        .. Target is null ? [] : new[] { "--target", Target },
        .. Cache is null ? [] : new[] { "--cache-from", $"type=registry,ref={Cache}", "--cache-to", $"type=registry,ref={Cache},mode=max,ignore-error=true" },
        .. NoCache ? ["--no-cache"] : Array.Empty<string>(),
        .. Platforms.IsEmpty ? [] : new[] { "--platform", string.Join(',', Platforms.Select(platform => platform.OciPlatform())) },
        .. Contexts.SelectMany(context => new[] { "--build-context", $"{context.Key}={context.Value}" }),
        .. Arguments.SelectMany(argument => new[] { "--build-arg", $"{argument.Key}={argument.Value}" }),
        MainContext,
    ];
}
