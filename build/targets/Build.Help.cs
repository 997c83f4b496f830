using System.Collections.Immutable;
using Fridge.Engine;

namespace Fridge.Targets;

/// <summary>What <c>--help</c> shows first: targets in the order in which a person comes to need them, and command lines to begin with.</summary>
public sealed partial class Build
{
    protected override ImmutableArray<TargetSection> Sections =>
    [
        new("Every day", [nameof(Deploy), nameof(Status), nameof(Ui), nameof(Logs), nameof(Diff), nameof(Stop), nameof(Start), nameof(Destroy)]),
        new("What Deploy does, in its order", [nameof(Host), nameof(Images), nameof(Provision), nameof(Registry), nameof(Push), nameof(Manifests), nameof(Rollout)]),
        new("To look and to prepare", [nameof(Memory), nameof(Facts), nameof(Convert), nameof(Kubeconfig)]),
        new("For others, and for pipelines", [nameof(Release), nameof(Verify), nameof(Nightly), nameof(Prune), nameof(Workflows), nameof(Check)]),
        new("This checkout", [nameof(Test), nameof(Clean)]),
    ];

    protected override ImmutableArray<Example> Examples =>
    [
        new("Deploy", "the taxi job, on three virtual Pis on this machine"),
        new("Deploy --cluster my-shelf.yaml --plan", "what would run where; contacts nothing"),
        new("Deploy --cluster my-shelf.yaml --check --diff", "what would change, with contents; changes nothing"),
        new("Deploy --cluster my-shelf.yaml --release v1.2.3", "images and digests of a release; nothing is built"),
        new("Status --json", "the same for a program, one event per line"),
        new("Logs --follow --service taskmanager", "what the TaskManagers write, as they write it"),
        new("Diff --cluster my-shelf.yaml", "exit code 0: nothing differs, 3: something does"),
        new("Destroy --cluster my-shelf.yaml --confirm my-shelf", "a real cluster's stack; its nodes stay as they are"),
        new("Destroy --cache", "the virtual Pis, and all that was downloaded and built for them"),
        new("Images --job taxi --no-cache --verbosity verbose", "builds one job's image again, with a table of how long each step took"),
        new("Images --update", "renews the locked packages, and prints the difference"),
        new("Provision --cluster my-shelf.yaml --check", "what would change on the hosts"),
        new("Convert flink-conf.yaml --output my-shelf", "an older configuration as parts of a cluster file"),
        new("Kubeconfig --merge", "for kubectl: the context fridge-NAME"),
        new("Release --tag v1.2.3 --registry ghcr.io/owner", "images, manifests and files of that tag, published at GitHub"),
        new("Release --tag v1.2.3 --registry ghcr.io/owner --check", "what it would push and publish"),
        new("Verify --release v1.2.3", "whether its images come from the sources of that tag"),
        new("Nightly --registry ghcr.io/owner --report github", "images whose packages changed, and one issue that says which"),
        new("Prune --registry ghcr.io/owner --keep 7 --check", "which nights would be deleted"),
        new("Workflows --update", "renews the actions that the workflows use"),
        new("Test --suite fast", "the tests that need no engine"),
        new("Test --filter Firewall", "the tests whose name contains this"),
    ];
}
