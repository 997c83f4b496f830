using System.Security.Cryptography;
using System.Text;
using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Registry.Certificates;
using Microsoft.Extensions.Time.Testing;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>
/// What the nodes of <see cref="Fridges.Pico"/> would print after the plan was made true: every file that a change writes is there
/// with its content; the rest is in the tasks' <c>converged.facts</c>.
/// </summary>
internal static class ConvergedFacts
{
    private static readonly FakeTimeProvider Time = new(Readings.Now);
    private static readonly RegistryCertificates Certificates = RegistryCertificates.Create(Time, new Redactor());

    private static readonly string Authority = Section("registry_ca", Certificates.CaPem) + Section(
        "registry_certificates", $"{HashOf(Certificates.Server)}  tls/tls.key\n{HashOf(Certificates.Writer)}  writer.key\n{Certificates.Server.Certificate}{Certificates.Writer.Certificate}");

    /// <summary>Flink listens on 8081, published by its stack.</summary>
    private const string Flink = ":listening 0\n 0016\n 1F91\n:stack_ports 0\n [{\"Spec\":{\"Labels\":{\"com.docker.stack.namespace\":\"pico\"},\"Mode\":{\"Replicated\":{\"Replicas\":1}},\"TaskTemplate\":{\"Placement\":{\"Constraints\":[\"node.labels.fridge.node == pico-0\"]}},\"EndpointSpec\":{\"Ports\":[{\"PublishedPort\":8081,\"PublishMode\":\"host\"}]}}}]\n";

    private static readonly object[] Members =
        [SwarmText.Labelled("id0", "pico-0", manager: true), SwarmText.Labelled("id1", "pico-1"), SwarmText.Labelled("id2", "pico-2")];

    /// <summary>The sections, by node.</summary>
    public static Dictionary<string, string> Of(Cluster cluster) => cluster.Nodes.ToDictionary(
        node => node.Name, node => Readings.For(node, Readings.BarePi) + Sections(cluster, node.Name));

    private static string Sections(Cluster cluster, string name)
    {
        var at = cluster.Nodes.Select(node => node.Name).ToList().IndexOf(name);
        var swarm = at == 0 ? SwarmText.Manager("id0", Members) + Authority + Flink : SwarmText.Worker($"id{at}");
        var (stages, view) = (Readings.Stages(cluster), Readings.View(cluster, [(name, swarm), (cluster.Nodes[0].Name, Authority)]));
        var facts = stages.FactsOf(name).ToList();
        var written = stages.Stages.SelectMany(stage => stage.Plan(view).Changes).OfType<ShellChange>()
            .Where(change => change.Node == name).Select(change => change.Writes).OfType<WrittenFile>().ToList();
        var files = written.Select(file => Section(facts.First(fact => fact.Arguments is [var path] && path == file.Path).Name, file.Content));
        return swarm + string.Concat([.. files, Client(name), Firewall(written), .. Readings.OfTasks("converged.facts")]);
    }

    private static string Client(string name)
    {
        var pair = Certificates.Authority.ForNode(name, Time, new Redactor());
        return Section("registry_client", pair.Certificate) + Section("registry_client_key", $"{HashOf(pair)}  client.key");
    }

    private static string HashOf(CertificatePair pair) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pair.Key.Reveal())));

    /// <summary>The kernel enforces what the files say, from the hook on.</summary>
    private static string Firewall(IEnumerable<WrittenFile> written) => Section("firewall_live", string.Concat(
        from file in written
        where file.Path.Contains("/rules.v", StringComparison.Ordinal)
        from rule in file.Content.Split('\n').Where(line => line.StartsWith("-A ", StringComparison.Ordinal)).Prepend("-A PREROUTING -j FRIDGE")
        select $"{file.Path[^1]} {rule}\n"));

    private static string Section(string name, string text) =>
        $":{name} 0\n" + string.Concat(text.TrimEnd('\n').Split('\n').Select(line => $" {line}\n"));
}
