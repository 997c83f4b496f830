using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Fridge.Model;
using Fridge.Rollout.Kubernetes.Api;
using k8s.Models;

namespace Fridge.Tests.Rollout.Kubernetes.Fixtures;

/// <summary>
/// Stands in for the kubelets of a few nodes: nothing runs. It makes the nodes, says that what the scheduler puts there runs (or crashes, or can't be pulled), and
/// answers the API server's questions for logs and memory.
/// </summary>
internal sealed class KubeletDouble : IAsyncDisposable
{
    private const int Crashes = 3;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly IKubernetesApi api;
    private readonly HttpClient patches;
    private readonly string prefix = TestNamespace.NewName();
    private readonly X509Certificate2 certificate;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly List<Task> working = [];

    public KubeletDouble(ApiServer server)
    {
        api = server.Open();
        patches = api.Behind("/");
        certificate = server.Authority.Server("127.0.0.1");
        listener.Start();
    }

    /// <summary>Images whose containers crash.</summary>
    public ConcurrentDictionary<string, bool> Broken { get; } = [];

    /// <summary>Images that no registry has.</summary>
    public ConcurrentDictionary<string, bool> Missing { get; } = [];

    /// <summary>Java of an image ends with this in a trial.</summary>
    public int TrialStatus { get; set; }

    /// <summary>Of each node.</summary>
    public string Memory { get; init; } = "1Gi";

    /// <param name="names">As the cluster file has them.</param>
    public async Task StartAsync(params string[] names)
    {
        foreach (var name in names)
            await MakeNodeAsync(name);
        working.Add(ServeAsync());
        working.Add(BeAsync());
    }

    public string NodeOf(string name) => $"{prefix}-{name}";

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        foreach (var task in working)
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var node in (await ObjectName.ListAsync(api, "/api/v1/nodes", null, CancellationToken.None)).Where(node => node.Name.StartsWith(prefix, StringComparison.Ordinal)))
            await api.DeleteAsync($"/api/v1/nodes/{node.Name}", node.Uid, CancellationToken.None);
        patches.Dispose();
        api.Dispose();
        certificate.Dispose();
        end.Dispose();
    }

    private async Task MakeNodeAsync(string name)
    {
        await api.SendAsync<JsonObject>(
            ApiRequest.Create("/api/v1/nodes", new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Node",
                ["metadata"] = new JsonObject { ["name"] = NodeOf(name), ["labels"] = Labels(name) },
            }),
            end.Token);
        await PatchAsync($"api/v1/nodes/{NodeOf(name)}/status", new JsonObject
        {
            ["status"] = new JsonObject
            {
                ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "True" }),
                ["capacity"] = new JsonObject { ["memory"] = Memory, ["cpu"] = "4", ["pods"] = "20" },
                ["allocatable"] = new JsonObject { ["memory"] = Memory, ["cpu"] = "4", ["pods"] = "20" },
                ["addresses"] = new JsonArray(new JsonObject { ["type"] = "InternalIP", ["address"] = "127.0.0.1" }),
                ["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = ((IPEndPoint)listener.LocalEndpoint).Port } },
                ["nodeInfo"] = new JsonObject
                {
                    ["containerRuntimeVersion"] = "double://1",
                    ["architecture"] = "amd64",
                    ["bootID"] = "",
                    ["kernelVersion"] = "",
                    ["kubeProxyVersion"] = "",
                    ["kubeletVersion"] = "v1.20.2",
                    ["machineID"] = "",
                    ["operatingSystem"] = "linux",
                    ["osImage"] = "",
                    ["systemUUID"] = "",
                },
            },
        });
    }

    /// <summary>Fridge's, and two of Kubernetes' own that each kubelet writes.</summary>
    private JsonObject Labels(string name) => new()
    {
        [WellKnown.NodeLabel] = name,
        [WellKnown.KubernetesArchitectureLabel] = NodeArchitecture.Amd64.KubernetesName(),
        ["kubernetes.io/hostname"] = NodeOf(name),
    };

    private async Task BeAsync()
    {
        while (!end.IsCancellationRequested)
        {
            foreach (var pod in (await api.GetAsync<V1PodList>("/api/v1/pods", end.Token)).Items.Where(pod => pod.Spec.NodeName?.StartsWith(prefix, StringComparison.Ordinal) == true))
                await TryBeAsync(pod);
            await Task.Delay(Look, end.Token);
        }
    }

    /// <summary>A pod may be gone as soon as it was read.</summary>
    private async Task TryBeAsync(V1Pod pod)
    {
        try
        {
            await BeAsync(pod);
        }
        catch (KubernetesRefusedException gone) when (gone.IsNotFound)
        {
        }
    }

    private async Task BeAsync(V1Pod pod)
    {
        var path = $"/api/v1/namespaces/{pod.Metadata.NamespaceProperty}/pods/{pod.Metadata.Name}";
        if (pod.Metadata.DeletionTimestamp is not null)
        {
            await api.SendAsync<JsonObject>(new ApiRequest(HttpMethod.Delete, $"{path}?gracePeriodSeconds=0"), end.Token);
            return;
        }

        var container = pod.Spec.Containers[0];
        var restarts = pod.Status?.ContainerStatuses?.FirstOrDefault()?.RestartCount ?? 0;
        if (Missing.ContainsKey(container.Image))
            await SayAsync(path, "Pending", container, ready: false, 0, Waiting("ErrImagePull", "manifest unknown"));
        else if (pod.Metadata.Name.StartsWith("fridge-", StringComparison.Ordinal))
            await TryAsync(path, pod, container);
        else if (Broken.ContainsKey(container.Image) && restarts < Crashes)
            await SayAsync(path, "Running", container, ready: false, restarts + 1, Waiting("CrashLoopBackOff", "back-off"), Ended(135, "Error"));
        else if (!Broken.ContainsKey(container.Image) && pod.Status?.Phase != "Running")
            await SayAsync(path, "Running", container, ready: true, restarts, new JsonObject { ["running"] = new JsonObject { ["startedAt"] = Now() } });
    }

    private async Task TryAsync(string path, V1Pod pod, V1Container container)
    {
        if (pod.Status?.Phase == "Pending")
            await SayAsync(path, TrialStatus == 0 ? "Succeeded" : "Failed", container, ready: false, 0, new JsonObject { ["terminated"] = Ended(TrialStatus, "Completed") });
    }

    private Task SayAsync(string pod, string phase, V1Container container, bool ready, int restarts, JsonObject state, JsonObject? last = null) => PatchAsync($"{pod[1..]}/status", new JsonObject
    {
        ["status"] = new JsonObject
        {
            ["phase"] = phase,
            ["conditions"] = new JsonArray(
                new JsonObject { ["type"] = "PodScheduled", ["status"] = "True" }, new JsonObject { ["type"] = "Ready", ["status"] = ready ? "True" : "False" }),
            ["containerStatuses"] = new JsonArray(new JsonObject
            {
                ["name"] = container.Name,
                ["image"] = container.Image,
                ["imageID"] = "",
                ["ready"] = ready,
                ["restartCount"] = restarts,
                ["containerID"] = $"double://{pod.Split('/')[^1]}",
                ["state"] = state,
                ["lastState"] = last is null ? [] : new JsonObject { ["terminated"] = last },
            }),
        },
    });

    private static JsonObject Waiting(string reason, string message) => new() { ["waiting"] = new JsonObject { ["reason"] = reason, ["message"] = message } };

    private static JsonObject Ended(int status, string reason) =>
        new() { ["exitCode"] = status, ["reason"] = reason, ["startedAt"] = Now(), ["finishedAt"] = Now() };

    private static string Now() => DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A pod that has gone meanwhile needs no status.</summary>
    private async Task PatchAsync(string path, JsonObject patch)
    {
        using var content = new StringContent(patch.ToJsonString(), null, "application/merge-patch+json");
        using var answer = await patches.PatchAsync(path, content, end.Token);
        if (answer.StatusCode != HttpStatusCode.NotFound && !answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path}: {await answer.Content.ReadAsStringAsync()}");
    }

    private async Task ServeAsync()
    {
        while (true)
            _ = AnswerAsync(await listener.AcceptTcpClientAsync(end.Token));
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(certificate);
                var buffer = new byte[8192];
                var read = await tls.ReadAtLeastAsync(buffer, 1, throwOnEndOfStream: false, end.Token);
                var body = Answer(Encoding.ASCII.GetString(buffer, 0, read).Split(' ')[1]);
                await tls.WriteAsync(
                    Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"), end.Token);
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // Whoever asked has gone.
        }
    }

    /// <summary><c>/containerLogs/NAMESPACE/POD/CONTAINER?…</c>, <c>/stats/summary</c></summary>
    private static string Answer(string path)
    {
        var parts = path.Split('?')[0].Split('/');
        return parts[1] switch
        {
            "containerLogs" when path.Contains("timestamps=true", StringComparison.Ordinal) =>
                $"2026-05-01T12:00:0{(path.Contains("previous=true", StringComparison.Ordinal) ? "0Z before it: " : "1Z ")}{parts[3]} says a word\n",
            "containerLogs" => "no such instruction\n",
            _ => """{"pods": []}""",
        };
    }
}
