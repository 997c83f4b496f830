using System.Collections.Immutable;
using Fridge.Tooling.Engines;
using Xunit;

namespace Fridge.Tests.Images.Services;

/// <summary>Servers that know each other by name on a network of their own, each with the ensemble's zoo.cfg and its number.</summary>
internal sealed class ZooKeeperEnsemble(DirectoryInfo folder) : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> started = new();

    public ImmutableArray<ZooKeeperServer> Servers { get; private set; } = [];

    public static async Task<ZooKeeperEnsemble> StartAsync(int count)
    {
        var ensemble = new ZooKeeperEnsemble(Directory.CreateTempSubdirectory("fridge-ensemble-"));
        try
        {
            await ensemble.StartServersAsync(count);
            return ensemble;
        }
        catch
        {
            await ensemble.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (started.TryPop(out var next))
        {
            await next.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    private async Task StartServersAsync(int count)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var engine = await LocalEngine.OpenAsync(cancelled);
        var network = await ServiceNetwork.CreateAsync(engine, folder.Name, cancelled);
        started.Push(network);
        var configuration = Write("zoo.cfg", Configuration(count));
        foreach (var number in Enumerable.Range(1, count))
        {
            var server = new ZooKeeperServer(await ServiceContainer.StartAsync(
                ZooKeeperServer.Spec with
                {
                    Alias = $"zookeeper-{number}",
                    Binds = [$"{configuration}:/etc/zookeeper/zoo.cfg:ro", $"{Write($"myid-{number}", $"{number}")}:/var/lib/zookeeper/myid:ro"],
                },
                network));
            started.Push(server);
            Servers = Servers.Add(server);
        }
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Patient, as befits servers that are emulated.</summary>
    private static string Configuration(int count) =>
        $"""
        tickTime=2000
        initLimit=30
        syncLimit=10
        dataDir=/var/lib/zookeeper
        clientPort=2181
        admin.enableServer=false
        4lw.commands.whitelist=srvr
        {string.Join('\n', Enumerable.Range(1, count).Select(number => $"server.{number}=zookeeper-{number}:2888:3888"))}

        """;
}
