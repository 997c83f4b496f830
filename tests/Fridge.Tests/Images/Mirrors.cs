using System.Collections.Immutable;
using System.Text.Json;
using Fridge.Images.Plan;
using Fridge.Tests.Support;

namespace Fridge.Tests.Images;

/// <summary>The mirrors that people use: those of <c>.nuke/parameters.json</c>.</summary>
internal static class Mirrors
{
    public static ImmutableArray<FlinkMirror> Read()
    {
        using var parameters = JsonDocument.Parse(File.ReadAllText(Checkout.File(".nuke", "parameters.json")));
        return [.. parameters.RootElement.GetProperty("FlinkMirrors")
            .Deserialize<FlinkMirror[]>(new JsonSerializerOptions(JsonSerializerDefaults.Web))!];
    }
}
