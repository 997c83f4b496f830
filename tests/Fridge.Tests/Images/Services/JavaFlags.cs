using System.Collections.Immutable;

namespace Fridge.Tests.Images.Services;

/// <summary>What the manifests would give a small Java service on a board.</summary>
internal static class JavaFlags
{
    public static readonly ImmutableArray<string> Small = ["-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];
}
