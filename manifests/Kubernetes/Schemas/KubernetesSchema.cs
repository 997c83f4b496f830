using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fridge.Manifests.Values;
using Fridge.Model;
using Json.Schema;

namespace Fridge.Manifests.Kubernetes;

/// <summary>The schemas of one version of Kubernetes; each kind's is read when it is first asked for.</summary>
internal sealed partial class KubernetesSchema(int minor, Func<string> read)
{
    private const string Definitions = "$defs";

    private readonly Lazy<JsonObject> definitions = new(() => JsonNode.Parse(read())![Definitions]!.AsObject());
    private readonly ConcurrentDictionary<(string ApiVersion, string Kind), JsonSchema?> kinds = new();

    public int Minor => minor;

    private string Line => $"1.{minor}";

    /// <summary>For a person: what this is to a cluster's version.</summary>
    public string Says(KubernetesVersion version) => version.Minor == minor
        ? $"checked against the schemas of Kubernetes {Line}"
        : $"checked against the schemas of Kubernetes {Line}, the nearest to {version.Line} that Fridge has; the API server refuses what differs";

    /// <summary>What is wrong with an object, a sentence each.</summary>
    /// <param name="isExact">The cluster's version is this: a kind that isn't here isn't there.</param>
    public ImmutableArray<string> Faults(Mapping definition, bool isExact)
    {
        var (apiVersion, kind) = (definition.Text("apiVersion")!, definition.Text("kind")!);
        if (kinds.GetOrAdd((apiVersion, kind), Of) is not { } schema)
            return isExact && IsKubernetesOwn(apiVersion) ? [$"Kubernetes {Line} has no {kind} of {apiVersion}"] : [];
        var results = schema.Evaluate(JsonSerializer.SerializeToElement(definition), new EvaluationOptions { OutputFormat = OutputFormat.Hierarchical });
        return results.IsValid ? [] : [.. Wrong(results).SelectMany(Sentences).Distinct().DefaultIfEmpty("the schema doesn't allow it")];
    }

    /// <summary>With all that it refers to: the whole set takes a second to read.</summary>
    private JsonSchema? Of((string ApiVersion, string Kind) asked)
    {
        var name = definitions.Value.FirstOrDefault(definition => Is(definition.Value!, "apiVersion", asked.ApiVersion) && Is(definition.Value!, "kind", asked.Kind)).Key;
        if (name is null)
            return null;
        var needed = new JsonObject(Closure(name).Select(each => KeyValuePair.Create(each, Plain(definitions.Value[each]))));
        return JsonSchema.FromText(new JsonObject { [Definitions] = needed, ["$ref"] = $"#/{Definitions}/{name}" }.ToJsonString());
    }

    /// <summary>Without Kubernetes' own keywords, which say nothing of a single object, and which the validator takes for mistakes.</summary>
    private static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Where(entry => !entry.Key.StartsWith("x-kubernetes-", StringComparison.Ordinal)).Select(entry => KeyValuePair.Create(entry.Key, Plain(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Plain)]),
        _ => node?.DeepClone(),
    };

    private IEnumerable<string> Closure(string root)
    {
        var (found, open) = (new HashSet<string> { root }, new Queue<string>([root]));
        while (open.TryDequeue(out var name))
        {
            foreach (var next in Reference().Matches(definitions.Value[name]!.ToJsonString()).Select(match => match.Groups[1].Value).Where(found.Add))
                open.Enqueue(next);
        }

        return found;
    }

    private static bool Is(JsonNode definition, string property, string value) =>
        definition["properties"]?[property]?["enum"] is JsonArray values && values.Any(each => (string?)each == value);

    /// <summary>Whoever has extensions of his own has their schemas, too.</summary>
    private static bool IsKubernetesOwn(string apiVersion) => apiVersion.Split('/') is not [var group, _] || !group.Contains('.') || group.EndsWith(".k8s.io", StringComparison.Ordinal);

    /// <summary>Not what one of several alternatives says where another one holds.</summary>
    private static IEnumerable<EvaluationResults> Wrong(EvaluationResults result) =>
        result.IsValid ? [] : (result.Details ?? []).SelectMany(Wrong).Prepend(result);

    private IEnumerable<string> Sentences(EvaluationResults result)
    {
        var place = Place(result.InstanceLocation.ToString());
        return (result.Errors ?? ImmutableDictionary<string, string>.Empty as IReadOnlyDictionary<string, string>).Values.Select(error => error.Contains("false schema", StringComparison.Ordinal)
            ? $"Kubernetes {Line} knows no field '{place}'"
            : place.Length == 0 ? error : $"'{place}': {error}");
    }

    /// <summary><c>/spec/containers/0/image</c> as people write it: <c>spec.containers[0].image</c>.</summary>
    private static string Place(string pointer) => Index().Replace(
        pointer.TrimStart('/').Replace('/', '.').Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), "[$1]");

    [GeneratedRegex(@"""\$ref"":""#/\$defs/([^""]+)""")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\.([0-9]+)(?=\.|$)")]
    private static partial Regex Index();
}
