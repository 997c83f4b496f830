using System.Collections.Immutable;
using System.Text.Json;
using Fridge.Images.Plan;
using Fridge.Tests.Support;

namespace Fridge.Tests.Images;

/// <summary>The mirrors that people use: those of <c>.nuke/parameters.json</c>.</summary>
internal static class Mirrors
{
    public static ImmutableArray<FlinkMirror> Read() => Read<FlinkMirror>("FlinkMirrors");

    public static ImmutableArray<string> Maven() => Read<string>("MavenRepositories");

    private static ImmutableArray<T> Read<T>(string parameter)
    {
        using var parameters = JsonDocument.Parse(File.ReadAllText(Checkout.File(".nuke", "parameters.json")));
        return [.. parameters.RootElement.GetProperty(parameter).Deserialize<T[]>(new JsonSerializerOptions(JsonSerializerDefaults.Web))!];
    }
}
