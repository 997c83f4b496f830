using System.Globalization;
using System.Text.RegularExpressions;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Kubernetes;

/// <summary>A size as Kubernetes writes it: <c>512Mi</c>, <c>1G</c>, bytes.</summary>
internal static partial class Quantity
{
    /// <summary>The sum of all containers' memory limits; null: one has none.</summary>
    public static MemorySize? OfMemory(KubernetesObject workload)
    {
        var limits = workload.PodTemplate.Maps("spec.containers").Select(container => container.Find("resources.limits.memory") as Scalar).ToList();
        return limits.Count == 0 || limits.Contains(null) ? null : new(limits.Sum(limit => Bytes(workload, limit!.Text)));
    }

    private static long Bytes(KubernetesObject workload, string text) => Shape().Match(text) is { Success: true } match
        ? checked(long.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture) * Factor(match.Groups["unit"].Value))
        : throw workload.Refuse($"found memory '{text}', expected a size such as 512Mi; 512m is half a byte");

    private static long Factor(string unit) => unit switch
    {
        "Ki" => 1L << 10,
        "Mi" => 1L << 20,
        "Gi" => 1L << 30,
        "k" => 1_000,
        "M" => 1_000_000,
        "G" => 1_000_000_000,
        _ => 1,
    };

    [GeneratedRegex(@"^(?<count>[0-9]{1,15})(?<unit>Ki|Mi|Gi|k|M|G)?\z")]
    private static partial Regex Shape();
}
