using Fridge.Testing;
using Shouldly;
using Xunit;

namespace Fridge.EndToEnd;

/// <summary>Whom the registry lets in, and what becomes of it when its CA is renewed and when an older Fridge started it; and two clones at once.</summary>
[Trait("Suite", "ci")]
public sealed partial class DeployTests
{
    private const string Certificates = "/etc/docker/certs.d/registry.fridge:5000";
    private const string Door = "registry.fridge:5000";

    private static readonly string[] Pis = ["e2e-0", "e2e-1", "e2e-2"];

    /// <summary>From a worker, as one of its users and as its root, whose engine pulls; and from the manager's own loopback.</summary>
    [Fact, Step(8)]
    public async Task Registry_AsksForACertificate_AndTakesNothingFromANode()
    {
        ShouldBeRefused(await AskAsync("e2e-1", "nobody", Door, "GET /v2/_catalog"));
        await ShouldReadAndPullAsync();
        (await AskAsync("e2e-1", "root", Door, "POST /v2/flink/blobs/uploads/", By(Certificates))).ShouldContain("405 Method Not Allowed");
        (await AskAsync("e2e-1", "root", Door, $"DELETE /v2/flink/manifests/sha256:{new string('0', 64)}", By(Certificates))).ShouldContain("405 Method Not Allowed");
        ShouldBeRefused(await AskAsync("e2e-0", "nobody", "127.0.0.1:5001", "GET /v2/_catalog"));
        ShouldBeRefused(await AskAsync("e2e-0", "root", "127.0.0.1:5001", "GET /v2/_catalog", By(Certificates)));
    }

    /// <summary>As docs/trust.md has it: delete the folder and deploy.</summary>
    [Fact, Step(9)]
    public async Task Registry_ItsCaIsRenewed_TakesTheNewCertificatesAndRefusesTheOld()
    {
        const string Old = "/run/old-certificates";
        var services = await ServicesAsync();
        await Shelf.OnAsync("e2e-1", $"cp -a {Certificates} {Old}");
        await Shelf.OnAsync("e2e-0", "rm -r /var/lib/fridge/registry");

        using var deploy = await FridgeRun.ToEndAsync(life.First, $"Deploy {life.Shelf.Options}", WarmLimit);

        deploy.ExitCode.ShouldBe(0, deploy.Evidence());
        foreach (var file in (string[])["ca.crt", "client.cert", "client.key"])
            await Shelf.OnAsync("e2e-1", $"! cmp -s {Certificates}/{file} {Old}/{file}");
        await ShouldReadAndPullAsync();
        ShouldBeRefused(await AskAsync("e2e-1", "root", Door, "GET /v2/_catalog", By(Old)));
        (await ServicesAsync()).ShouldBe(services, "the job was restarted");
    }

    /// <summary>As it was before the registry asked for certificates: one container, in which anybody on a node may write.</summary>
    [Fact, Step(10)]
    public async Task Deploy_AnOlderFridgesRegistryRuns_IsTakenOverWithItsImages()
    {
        foreach (var pi in Pis)
            await Shelf.OnAsync(pi, $"rm {Certificates}/client.cert {Certificates}/client.key");
        await Shelf.OnAsync("e2e-0", """
            set -e
            image=$(docker inspect -f '{{.Config.Image}}' fridge-registry)
            docker rm -f fridge-registry fridge-registry-write
            cd /var/lib/fridge/registry
            rm -r readers writers writer.key
            cat >/var/lib/older.yml <<'.'
            version: 0.1
            storage: {filesystem: {rootdirectory: /var/lib/registry}, delete: {enabled: true}}
            http: {addr: ":5000", tls: {certificate: /etc/fridge/registry/tls.crt, key: /etc/fridge/registry/tls.key}}
            .
            docker run -d --name fridge-registry --label fridge.spec=older --restart always -p 5000:5000 --read-only --cap-drop ALL \
              -v "$PWD/tls:/etc/fridge/registry:ro" -v fridge-registry:/var/lib/registry -v /var/lib/older.yml:/etc/older.yml:ro "$image" serve /etc/older.yml 2>&1
            """);
        await Eventually.BecomesAsync(
            "the older registry answers anybody", Eventually.Limit, _ => AskAsync("e2e-1", "nobody", Door, "GET /v2/_catalog"), answer => answer.Contains("200 OK"), Cancelled);
        var (services, ca) = (await ServicesAsync(), await Shelf.OnAsync("e2e-1", $"cat {Certificates}/ca.crt"));

        using var deploy = await FridgeRun.ToEndAsync(life.First, $"Deploy {life.Shelf.Options}", WarmLimit);

        deploy.ExitCode.ShouldBe(0, deploy.Evidence());
        deploy.Screen.ShouldMatch("Push +succeeded .* unchanged", deploy.Evidence());
        ShouldBeRefused(await AskAsync("e2e-1", "nobody", Door, "GET /v2/_catalog"));
        await ShouldReadAndPullAsync();
        (await Shelf.OnAsync("e2e-1", $"cat {Certificates}/ca.crt")).ShouldBe(ca, "its CA is as good as a new one");
        (await ServicesAsync()).ShouldBe(services, "the job was restarted");
    }

    /// <summary>The first is held while it has the lock, so that the other meets it.</summary>
    [Fact, Step(11)]
    public async Task Provision_OfTwoClonesAtOnce_OneWaitsForTheOtherByName()
    {
        await Shelf.OnAsync("e2e-1", "sed /registry.fridge/d /etc/hosts >/run/hosts; cat /run/hosts >/etc/hosts");
        using var one = FridgeRun.Start(life.First, $"Provision {life.Shelf.Options}");
        await one.SaysAsync("hosts file", WarmLimit);
        one.Signal("STOP");
        using var other = FridgeRun.Start(life.Colleague, $"Provision {life.Shelf.Options} --wait");
        try
        {
            await other.SaysAsync($"waiting for {Environment.UserName}", Eventually.Limit);
        }
        finally
        {
            one.Signal("CONT");
        }

        await Task.WhenAll(one.WaitAsync(WarmLimit), other.WaitAsync(WarmLimit));
        one.ExitCode.ShouldBe(0, one.Evidence());
        other.ExitCode.ShouldBe(0, other.Evidence());
        other.Screen.ShouldContain("for Provision since", Case.Sensitive, other.Evidence());
        other.Screen.ShouldMatch("Provision +succeeded .* unchanged", other.Evidence());
    }

    /// <summary>By the certificate of a worker: as its root, and as its engine.</summary>
    private static async Task ShouldReadAndPullAsync()
    {
        (await AskAsync("e2e-1", "root", Door, "GET /v2/_catalog", By(Certificates))).ShouldContain("200 OK");
        var image = await Shelf.OnPiAsync("e2e-0", "service", "inspect", "e2e_taskmanager", "--format", "{{.Spec.TaskTemplate.ContainerSpec.Image}}");
        (await Shelf.OnPiAsync("e2e-1", "pull", "--quiet", image)).ShouldBe(image);
    }

    /// <summary>Which alert it is depends on the registry's TLS: 42 and 48, or 116 of newer ones.</summary>
    private static void ShouldBeRefused(string answer)
    {
        answer.ShouldContain("SSL alert number");
        answer.ShouldNotContain("HTTP/1");
    }

    private static string By(string folder) => $"-cert {folder}/client.cert -key {folder}/client.key";

    private static Task<string> AskAsync(string pi, string user, string at, string request, string identity = "") => Shelf.DockerAsync(
        "exec", "--user", user, Shelf.Container(pi), "sh", "-c",
        $"printf '{request} HTTP/1.0\r\nHost: {Door}\r\nContent-Length: 0\r\n\r\n' | timeout 20 openssl s_client -quiet -connect {at} -CAfile {Certificates}/ca.crt {identity} 2>&1 || true");

    private static Task<string> ServicesAsync() => Shelf.OnPiAsync("e2e-0", "service", "inspect", "e2e_jobmanager", "e2e_taskmanager", "--format", "{{.ID}} {{.Version.Index}}");
}
