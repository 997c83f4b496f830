using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Fridge.Images.Builds;
using Fridge.Images.Kubernetes;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Fridge.Tooling.Files;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Virtual;

/// <summary>
/// The images that kubeadm's own pods run. Nothing here publishes them for a machine like this one, so one root is made of programs and packages, and each Pi's engine
/// gets it under all their names before kubeadm asks for them.
/// </summary>
/// <param name="inContainerd">Its kubelets have containerd below them, which has images of its own.</param>
internal sealed class KubeadmImages(KubernetesVersion version, bool inContainerd, ImageSettings settings, IProcessRunner processes, FridgePaths paths)
{
    /// <summary>In each Pi's engine: that it has them all.</summary>
    private const string Mark = "fridge/pods";

    private const string Repository = "registry.k8s.io";
    private const int ShownDigits = 12;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>What the kubelet starts first in each pod, and what does nothing: an init, which ends when it is asked to.</summary>
    private static readonly string[] Changes = ["ENTRYPOINT [\"/usr/bin/tini\", \"--\", \"/bin/busybox\", \"sleep\", \"2147483647\"]", "ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"];

    /// <summary>From the engine to containerd, and under the name of what containerd itself begins each pod with.</summary>
    private const string ToContainerd = """
        docker save "$@" | ctr -n k8s.io images import - >/dev/null
        pause=$(containerd config default | sed -n 's/^ *sandbox_image = "\(.*\)"/\1/p')
        ctr -n k8s.io images tag --force "$1" "$pause" >/dev/null
        """;

    private static readonly ImmutableArray<string> Components = ["kube-apiserver", "kube-controller-manager", "kube-proxy", "kube-scheduler"];

    private string Id => $"{version}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', RecipeFiles.Select(File.ReadAllText)))))[..ShownDigits]}";

    /// <summary>Changes with what is in them.</summary>
    public string Name => $"{Mark}:{Id}{(inContainerd ? "-containerd" : "")}";

    private string Root => Path.Combine(paths.Cache, "pods", $"{Id}.tar");

    /// <summary>The names, a line each.</summary>
    private string Names => Path.Combine(paths.Cache, "pods", $"{Id}.names");

    private IEnumerable<string> RecipeFiles => new[] { "pods.sh", "packages.lock" }.Select(name => Path.Combine(paths.Checkout, "images", KubernetesPackages.Recipe, name));

    public bool AreMade => File.Exists(Root) && File.Exists(Names);

    public async Task MakeAsync(HostFacts host, IReport report, CancellationToken cancellationToken)
    {
        var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        using var http = PublicHttp.Open();
        var downloads = KubernetesDownloads.On(host, processes, http, settings, paths);
        var image = await new BuilderImage(new LocalImages(processes, host, paths), http).EnsureAsync(settings, report, cancellationToken);
        report.Info("Making the root that kubeadm's pods run in (once)");
        var context = Directory.CreateDirectory(Path.Combine(paths.Cache, "contexts", Path.GetRandomFileName()));
        try
        {
            await FillAsync(downloads, context.FullName, architecture, report, cancellationToken);
            Directory.CreateDirectory(Path.GetDirectoryName(Root)!);
            await using (var root = File.Create($"{Root}.new"))
            {
                await processes.RunAsync(
                    host.Docker.Command("run", "--rm", "--network", "none", "--volume", $"{context.FullName}:/context:ro", image, "sh", "/context/pods.sh", "/context") with { TimeLimit = Limit, Output = root },
                    cancellationToken: cancellationToken);
            }

            await File.WriteAllTextAsync(Names, await NamesAsync(Path.Combine(context.FullName, "kubeadm"), cancellationToken), cancellationToken);
            File.Move($"{Root}.new", Root, overwrite: true);
        }
        finally
        {
            context.Delete(recursive: true);
        }
    }

    /// <summary>One program that is all of them is there once: the others lead to it.</summary>
    private async Task FillAsync(KubernetesDownloads downloads, string context, string architecture, IReport report, CancellationToken cancellationToken)
    {
        foreach (var folder in new[] { "debs", "programs", "base" })
            Directory.CreateDirectory(Path.Combine(context, folder));
        foreach (var package in await downloads.PackagesAsync(KubernetesPackages.OfPods, architecture, report, cancellationToken))
            HardLink.Create(package.File, Path.Combine(context, "debs", package.Name));
        var first = new Dictionary<string, string>();
        foreach (var name in Components)
        {
            var program = await downloads.ProgramAsync(version, architecture, name, report, cancellationToken);
            if (first.TryAdd(program.File, name))
                File.Copy(program.File, Path.Combine(context, "programs", name));
            else
                File.CreateSymbolicLink(Path.Combine(context, "programs", name), first[program.File]);
        }
        var kubeadm = Path.Combine(context, "kubeadm");
        File.Copy((await downloads.ProgramAsync(version, architecture, "kubeadm", report, cancellationToken)).File, kubeadm);
        File.SetUnixFileMode(kubeadm, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        foreach (var script in Directory.EnumerateFiles(Path.Combine(paths.Checkout, "images", "base"), "*.sh"))
            File.Copy(script, Path.Combine(context, "base", Path.GetFileName(script)));
        File.Copy(RecipeFiles.First(), Path.Combine(context, "pods.sh"));
    }

    /// <summary>As kubeadm itself names them; name service is left out, since nothing here can be had for it.</summary>
    private async Task<string> NamesAsync(string kubeadm, CancellationToken cancellationToken)
    {
        var said = await processes.RunAsync(
            new CommandLine(kubeadm, "config", "images", "list", "--kubernetes-version", $"v{version}", "--image-repository", Repository) with { TimeLimit = Limit }, cancellationToken: cancellationToken);
        return string.Concat(said.StandardOutput.Split('\n', StringSplitOptions.TrimEntries).Where(name => name.StartsWith(Repository, StringComparison.Ordinal) && !name.Contains("coredns", StringComparison.Ordinal)).Select(name => $"{name}\n"));
    }

    public async Task<bool> AreOnAsync(PiEngine engine, VirtualPi pi, CancellationToken cancellationToken) =>
        (await engine.TryRunAsync(cancellationToken, "exec", pi.Container, "docker", "image", "inspect", "--format", "{{.Id}}", Name)).ExitCode == 0;

    /// <summary>The mark comes last: a load that was cut off is done again.</summary>
    public async Task LoadAsync(PiEngine engine, VirtualPi pi, IReport report, CancellationToken cancellationToken)
    {
        if (await AreOnAsync(engine, pi, cancellationToken))
            return;
        report.Info($"virtual Pi {pi.Node}: loading the images of kubeadm's pods");
        var names = await File.ReadAllLinesAsync(Names, cancellationToken);
        await using var root = File.OpenRead(Root);
        await engine.FeedAsync(root, cancellationToken, ["exec", "--interactive", pi.Container, "docker", "import", .. Changes.SelectMany(change => new[] { "--change", change }), "-", names[0]]);
        foreach (var name in names.Skip(1))
            await engine.RunAsync(cancellationToken, "exec", pi.Container, "docker", "tag", names[0], name);
        if (inContainerd)
            await engine.RunAsync(cancellationToken, ["exec", pi.Container, "sh", "-euc", ToContainerd, "sh", .. names]);
        await engine.RunAsync(cancellationToken, "exec", pi.Container, "docker", "tag", names[0], Name);
    }
}
