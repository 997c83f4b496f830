using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fridge.Manifests;
using Fridge.Manifests.Kubernetes;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests.Kubernetes;

/// <summary>What ships is a part of whole schemas; where these are at hand, it's held against them, and <c>FRIDGE_ACCEPT=1</c> makes it anew.</summary>
public sealed partial class ShippedSchemasTests
{
    private const string Definitions = "$defs";

    private static readonly string[] Kinds =
    [
        "Namespace", "ConfigMap", "Secret", "Service", "ServiceAccount", "PersistentVolume", "PersistentVolumeClaim", "Deployment", "StatefulSet", "DaemonSet",
        "Job", "CronJob", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding", "NetworkPolicy", "PodDisruptionBudget", "StorageClass", "PriorityClass",
        "Ingress", "IngressClass", "HorizontalPodAutoscaler", "LimitRange", "ResourceQuota", "Lease",
    ];

    [Fact]
    public void Shipped_IsTheWantedPartOfTheWholeSchemas()
    {
        var folder = Checkout.File(TestSettings.Current.KubernetesSchemas);
        Assert.SkipUnless(Directory.Exists(folder), $"No whole schemas are in {folder} (tests/settings.json).");

        foreach (var path in Directory.EnumerateFiles(folder, "v1.*.json"))
        {
            var part = PartOf(File.ReadAllText(path));
            var shipped = Checkout.File("manifests", "Kubernetes", "Schemas", Path.GetFileName(path) + ".gz");
            if (Environment.GetEnvironmentVariable("FRIDGE_ACCEPT") == "1")
                Pack(part, shipped);
            Unpack(shipped).ShouldBe(part, shipped);
        }
    }

    [Fact]
    public void Shipped_AreSix_AndSmall()
    {
        KubernetesSchemas.Shipped.All.Select(schema => schema.Minor).ShouldBe([25, 26, 29, 32, 34, 37]);
        new DirectoryInfo(Checkout.File("manifests", "Kubernetes", "Schemas")).EnumerateFiles("*.gz").Sum(file => file.Length).ShouldBeLessThan(100_000);
    }

    [Fact]
    public void AFolderOfMore_WinsOverWhatShips()
    {
        var folder = Directory.CreateTempSubdirectory("fridge-schemas-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "v1.30.json"), "{}");

            KubernetesSchemas.Shipped.With(folder.FullName).For(new(30, 4)).Minor.ShouldBe(30);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void AFolderThatIsNotThere_IsRefused() =>
        Should.Throw<ManifestException>(() => KubernetesSchemas.Shipped.With("/nowhere")).Message.ShouldBe("The folder of Kubernetes' schemas does not exist: /nowhere");

    private static string PartOf(string whole)
    {
        var all = JsonNode.Parse(whole)![Definitions]!.AsObject();
        var found = new SortedSet<string>(all.Select(each => each.Key).Where(name => Kinds.Contains(name.Split('.')[^1])), StringComparer.Ordinal);
        var open = new Queue<string>(found);
        while (open.TryDequeue(out var name))
        {
            foreach (var next in Reference().Matches(all[name]!.ToJsonString()).Select(match => match.Groups[1].Value).Where(found.Add))
                open.Enqueue(next);
        }

        return new JsonObject { [Definitions] = new JsonObject(found.Select(name => KeyValuePair.Create(name, Bare(all[name])))) }.ToJsonString() + "\n";
    }

    /// <summary>Without descriptions; a property may be called so.</summary>
    private static JsonNode? Bare(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Where(entry => entry.Key != "description" || entry.Value is JsonObject).Select(entry => KeyValuePair.Create(entry.Key, Bare(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Bare)]),
        _ => node?.DeepClone(),
    };

    private static void Pack(string text, string path)
    {
        using var packed = new GZipStream(File.Create(path), CompressionLevel.SmallestSize);
        packed.Write(Encoding.UTF8.GetBytes(text));
    }

    private static string Unpack(string path)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return text.ReadToEnd();
    }

    [GeneratedRegex(@"""\$ref"":""#/\$defs/([^""]+)""")]
    private static partial Regex Reference();
}
