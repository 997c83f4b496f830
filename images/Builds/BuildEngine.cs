using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Images.Builds;

/// <summary>Finds who builds: the engine itself where it exports OCI images, else a <c>docker-container</c> builder.</summary>
public sealed class BuildEngine(IProcessRunner processes, LocalDocker docker)
{
    private const string Builder = "fridge";

    /// <returns>The name of a buildx builder; null: the engine's own.</returns>
    /// <exception cref="FridgeException">No engine, no buildx, or neither way is open: what to change.</exception>
    public async Task<string?> FindAsync(IReport report, CancellationToken cancellationToken)
    {
        var info = await TryAsync(["info", "--format", "{{json .DriverStatus}}"], cancellationToken);
        if (info.ExitCode != 0)
        {
            throw new FridgeException("No Docker engine answers here, and images are built by one.", "Type ./build.sh Host.")
            {
                Evidence = [.. info.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries)],
            };
        }

        if ((await TryAsync(["buildx", "version"], cancellationToken)).ExitCode != 0)
        {
            throw new FridgeException("docker has no buildx plug-in.", "Install Docker's buildx plug-in (./build.sh Host), then run the same command again.");
        }

        return info.StandardOutput.Contains("io.containerd.snapshotter", StringComparison.Ordinal)
            ? null
            : await ContainerBuilderAsync(report, cancellationToken);
    }

    /// <summary>The classic image store has no OCI exporter.</summary>
    private async Task<string> ContainerBuilderAsync(IReport report, CancellationToken cancellationToken)
    {
        if ((await TryAsync(["buildx", "inspect", "--bootstrap", Builder], cancellationToken)).ExitCode == 0)
        {
            return Builder;
        }

        report.Info("This engine can't export OCI images itself: making a docker-container builder (once).");
        await TryAsync(["buildx", "create", "--name", Builder, "--driver", "docker-container"], cancellationToken);
        var started = await TryAsync(["buildx", "inspect", "--bootstrap", Builder], cancellationToken);
        return started.ExitCode == 0
            ? Builder
            : throw new FridgeException(
                "This engine can't export OCI images (it uses the classic image store), and the image of a docker-container builder can't be pulled.",
                "Turn the containerd image store on (\"features\": {\"containerd-snapshotter\": true} in /etc/docker/daemon.json, Docker 26 or later), or let the machine reach Docker Hub.")
            {
                Evidence = [.. started.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(5)],
            };
    }

    private Task<ProcessResult> TryAsync(string[] arguments, CancellationToken cancellationToken) =>
        processes.TryRunAsync(docker.Command(arguments) with { TimeLimit = TimeSpan.FromMinutes(5) }, cancellationToken: cancellationToken);
}
