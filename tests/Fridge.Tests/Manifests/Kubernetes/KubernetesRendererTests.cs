using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Kubernetes;
using Fridge.Manifests.Values;
using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests.Kubernetes;

public sealed class KubernetesRendererTests
{
    [Fact]
    public async Task Waves_JobManagerBeforeTaskManagers()
    {
        var release = await KubernetesSamples.RenderAsync(KubernetesSamples.Virtual);

        release.Workloads.Select(workload => (workload.Name, workload.Wave, string.Join(' ', workload.Nodes), workload.Replicas)).ShouldBe(
            [("jobmanager", 0, "virtual-0", 1), ("taskmanager", 1, "virtual-1 virtual-2", 2)]);
        release.Workloads.SelectMany(workload => workload.Gates).ShouldBe(["flink-rest", "task-managers", "job-slots", "job-running"]);
    }

    [Fact]
    public async Task MixedArchitectures_OneDeploymentEach_WithItsOwnDigest()
    {
        var release = await KubernetesSamples.RenderAsync(Samples.Mixed.OnKubernetes());

        release.InWave(1).Select(workload => (workload.Name, workload.Replicas, workload.Nodes.Single(), workload.Image[^1]))
            .ShouldBe([("taskmanager-arm64", 1, "mixed-2", '8'), ("taskmanager-armv7", 1, "mixed-1", '7')]);
    }

    [Fact]
    public async Task Frame_BeginsWithTheNamespace_AndAllElseIsInIt()
    {
        var cluster = KubernetesSamples.Virtual;
        var release = await KubernetesSamples.RenderAsync(cluster with { Kubernetes = cluster.Kubernetes! with { Namespace = "kitchen" } });

        var objects = release.FrameObjects();
        objects[0].Text("kind").ShouldBe("Namespace");
        release.Namespace().ShouldBe("kitchen");
        objects.Skip(1).Concat(release.Workloads.Select(workload => workload.Definition)).Concat(release.Files.Select(release.ConfigMap))
            .ShouldAllBe(each => each.Text("metadata.namespace") == "kitchen");
        objects.ShouldAllBe(each => each.Map("metadata.labels").Text("app") == null && LabelOf(each, "part-of") == "virtual" && LabelOf(each, "managed-by") == "fridge");
    }

    [Fact]
    public async Task Workload_BearsWhatALaterRunAsks_AsAnnotations()
    {
        var release = await KubernetesSamples.RenderAsync(KubernetesSamples.Virtual);

        foreach (var workload in release.Workloads)
        {
            workload.Labels[WorkloadLabels.Spec].ShouldBe(workload.SpecHash);
            PromisedImages.Read(workload.Labels).Select(image => image.Name).Order().ShouldBe(["flink", "job-taxi"]);
            ((Scalar)workload.Definition.Map("spec.template.metadata.annotations")[WorkloadLabels.Instance]!).Text.ShouldBe(workload.InstanceHash);
            var labels = workload.Definition.Map("spec.template.metadata.labels");
            workload.Definition.Map("spec.selector.matchLabels").Entries.ShouldAllBe(wanted => labels[wanted.Key] == wanted.Value);
        }
    }

    /// <summary>Lists every right that an account has: none has any, and none has a token.</summary>
    [Fact]
    public async Task Accounts_HaveNoRights_AndNoToken()
    {
        var release = await KubernetesSamples.RenderAsync(KubernetesSamples.Virtual);

        var objects = release.FrameObjects();
        objects.Where(each => each.Text("kind") == "ServiceAccount").Select(each => $"{each.Text("metadata.name")} {each.Text("automountServiceAccountToken")}").ShouldBe(["flink false"]);
        objects.ShouldNotContain(each => each.Text("apiVersion")!.StartsWith("rbac."));
        release.Workloads.Select(workload => workload.Definition.Map("spec.template.spec")).ShouldAllBe(
            pod => pod.Text("serviceAccountName") == "flink" && pod.Text("automountServiceAccountToken") == "false" && pod.Text("enableServiceLinks") == "false");
    }

    [Fact]
    public async Task Containers_HaveNothingThatTheyDoNotNeed()
    {
        var release = await KubernetesSamples.RenderAsync(KubernetesSamples.Virtual);

        foreach (var pod in release.Workloads.Select(workload => workload.Definition.Map("spec.template.spec")))
        {
            YamlText.Write(pod.Map("securityContext")).ShouldBe(
                "runAsNonRoot: true\nrunAsUser: 9999\nrunAsGroup: 9999\nfsGroup: 9999\nfsGroupChangePolicy: OnRootMismatch\nseccompProfile:\n  type: RuntimeDefault\n");
            pod.Maps("containers").ShouldAllBe(container => YamlText.Write(container.Map("securityContext")) ==
                "allowPrivilegeEscalation: false\nreadOnlyRootFilesystem: true\ncapabilities:\n  drop:\n    - ALL\n");
            pod.Maps("containers").ShouldAllBe(container => container.Text("resources.limits.memory") == "512Mi" && container.Text("resources.requests.memory") == "512Mi"
                && container.Find("resources.limits.cpu") == null && container.Text("resources.requests.cpu") == "50m");
        }
    }

    [Fact]
    public async Task TaskManagersOfAnotherSize_LeaveTheJobManagerAsItIs()
    {
        var before = await KubernetesSamples.RenderAsync(KubernetesSamples.Virtual);
        var cluster = KubernetesSamples.Virtual with { Flink = KubernetesSamples.Virtual.Flink with { TaskManager = KubernetesSamples.Virtual.Flink.TaskManager with { Slots = 3 } } };

        var after = await KubernetesSamples.RenderAsync(cluster);

        after.Workloads[0].SpecHash.ShouldBe(before.Workloads[0].SpecHash);
        after.Workloads[1].InstanceHash.ShouldNotBe(before.Workloads[1].InstanceHash);
    }

    [Fact]
    public async Task WhatConcernsTheDeploymentAlone_LeavesItsPods()
    {
        var before = await KubernetesSamples.RenderAsync(KubernetesSamples.Virtual);

        var after = await KubernetesSamples.RenderAsync(KubernetesSamples.Virtual, "kind: Deployment\nmetadata: {name: taskmanager}\nspec: {minReadySeconds: 7}\n");

        after.Workloads[1].InstanceHash.ShouldBe(before.Workloads[1].InstanceHash);
        after.Workloads[1].SpecHash.ShouldNotBe(before.Workloads[1].SpecHash);
    }

    [Fact]
    public async Task Override_IsMergedByTheKeysOfKubernetes()
    {
        var release = await KubernetesSamples.RenderAsync(KubernetesSamples.Virtual, """
            kind: Deployment
            metadata: {name: jobmanager}
            spec: {template: {spec: {containers: [{name: jobmanager, env: [{name: MALLOC_ARENA_MAX, value: "2"}, {name: MORE, value: "${flink.version}"}]}]}}}
            """);

        var container = release.Workloads[0].Definition.Maps("spec.template.spec.containers").ShouldHaveSingleItem();
        container.Maps("env").Select(each => $"{each.Text("name")}={each.Text("value")}").ShouldBe(["MALLOC_ARENA_MAX=2", "MORE=1.20.5"]);
        container.Text("image").ShouldStartWith("registry.fridge:5000/job-taxi@sha256:7");
    }

    [Fact]
    public async Task OwnService_NeedsATemplateAndAnImageAlone()
    {
        var release = await KubernetesSamples.RenderAsync(KubernetesSamples.Virtual, $$$"""
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: mine}
            depends_on: [taskmanager]
            spec:
              selector: {matchLabels: {app.kubernetes.io/name: mine}}
              template:
                spec:
                  nodeSelector: {fridge.worker: "true"}
                  containers: [{name: mine, image: "example.org/mine@sha256:{{{new string('1', 64)}}}", resources: {limits: {memory: 64Mi}}, volumeMounts: [{name: f, mountPath: /f}]}]
                  volumes: [{name: f, configMap: {name: mine-words}}]
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: mine-words}
            x-file: {path: flink/log4j-console.properties, render: verbatim}
            """);

        var mine = release.InWave(2).ShouldHaveSingleItem();
        (mine.Name, mine.Replicas, mine.Memory).ShouldBe(("mine", 2, MemorySize.Mebibytes(64)));
        mine.Files.ShouldHaveSingleItem().ShouldStartWith("mine-words-");
        mine.Definition.Maps("spec.template.spec.volumes").Single().Text("configMap.name").ShouldBe(mine.Files[0]);
    }

    [Fact]
    public async Task WithoutDns_ServicesHaveFixedAddresses_AndPodsAreToldThem()
    {
        var cluster = KubernetesSamples.Virtual with { Kubernetes = KubernetesSamples.Virtual.Kubernetes! with { Dns = false } };

        var (with, without) = (await KubernetesSamples.RenderAsync(KubernetesSamples.Virtual), await KubernetesSamples.RenderAsync(cluster));

        Service(with, "jobmanager").Text("spec.clusterIP").ShouldBe("None");
        var address = Service(without, "jobmanager").Text("spec.clusterIP");
        address.ShouldStartWith("10.96.0.");
        Aliases(without.Workloads[1]).ShouldContain($"{address} jobmanager");
        Aliases(without.Workloads[0]).ShouldNotContain(alias => alias.EndsWith("jobmanager"), "its own name leads to itself, and to no service that leads back");
        without.Workloads[0].Definition.Text("spec.template.spec.hostname").ShouldBe("jobmanager");
        without.Workloads.ShouldAllBe(workload => workload.Definition.Text("spec.template.spec.dnsPolicy") == "Default");
        with.Workloads.ShouldAllBe(workload => workload.Definition.Find("spec.template.spec.dnsPolicy") == null);
        without.Files.ShouldBe(with.Files, "Flink's configuration is the same with and without DNS");
    }

    [Fact]
    public void FixedAddresses_OfOthersChangeNothing()
    {
        var settings = KubernetesSettings.Default("pico");
        string[] names = [.. Enumerable.Range(0, 60).Select(number => $"service-{number}")];

        var (few, many) = (FixedAddresses.Of(settings, ["jobmanager", "flink-rest"]), FixedAddresses.Of(settings, ["jobmanager", "flink-rest", .. names]));

        few.Values.ShouldBeUnique();
        many.Values.ShouldBeUnique();
        many["jobmanager"].ShouldBe(few["jobmanager"]);
    }

    [Fact]
    public async Task Secrets_AreMountedByNamesThatSayNothing()
    {
        var cluster = KubernetesSamples.Virtual with { Flink = KubernetesSamples.Virtual.Flink with { Secrets = ImmutableSortedDictionary<string, SecretRef>.Empty.Add("s3.secret-key", new(SecretSource.Environment, "KEY")) } };

        var release = await KubernetesSamples.RenderAsync(cluster);

        var secret = release.Secrets.ShouldHaveSingleItem();
        secret.Name.ShouldStartWith("flink-config-s3-secret-key-");
        foreach (var workload in release.Workloads)
        {
            workload.Secrets.ShouldBe([secret.Name]);
            var volumes = workload.Definition.Maps("spec.template.spec.volumes").ToList();
            YamlText.Write(volumes.Single(volume => volume.Text("name") == "secrets")).ShouldBe(
                $"name: secrets\nprojected:\n  defaultMode: 288\n  sources:\n    - secret:\n        name: {secret.Name}\n        items:\n          - key: value\n            path: s3.secret-key\n");
            volumes.Single(volume => volume.Text("name") == "run").Text("emptyDir.medium").ShouldBe("Memory");
        }
    }

    [Theory]
    [InlineData("kind: Deployment\nmetadata: {name: jobmanagr}\n", "1:1: Deployment 'jobmanagr': it has no apiVersion; or no template has an object of this kind and name to merge it onto")]
    [InlineData("metadata: {name: a}\n", "1:1: an object of Kubernetes has kind and metadata.name; this document lacks one of them")]
    [InlineData("- a\n", "1:1: a document is an object of Kubernetes, found a list")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: NodePort, ports: [{port: 1, nodePort: 30081, protocol: TCP}]}\n", "1:1: Service 'a': the nodePort 30081 belongs to the service 'flink-rest' already (flink.uiPort)")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: NodePort, ports: [{port: 1, nodePort: 8081, protocol: TCP}]}\n", "1:1: Service 'a': the nodePort 8081 is out of range: 30000 to 32767")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: NodePort, ports: [{port: 1, protocol: TCP}]}\n", "1:1: Service 'a': a port has no nodePort: Kubernetes would choose one that no node closes")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: LoadBalancer, ports: [{port: 1, protocol: TCP}]}\n", "1:1: Service 'a': a LoadBalancer or an external address opens ports that no node closes; use type: NodePort with a nodePort")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 1}]}\n", "1:1: Service 'a': a port has no protocol: Kubernetes 1.20 can't merge it; write protocol: TCP")]
    [InlineData("kind: Deployment\nmetadata: {name: taskmanager}\nx-gate: [job-running]\n", "1:1: Deployment 'taskmanager': found 'x-gate'; of Fridge's own keys it may have x-gates, x-classes, depends_on")]
    [InlineData("kind: Deployment\nmetadata: {name: taskmanager, namespace: other}\n", "1:1: Deployment 'taskmanager': it is in the namespace other; all objects of Fridge's are in virtual (kubernetes.namespace)")]
    [InlineData("kind: Deployment\nmetadata: {name: taskmanager}\nspec: {template: {spec: {nodeSelector: {disk: ssd}}}}\n", "1:1: Deployment 'taskmanager': Fridge can't plan with the nodeSelector disk; use fridge.node, fridge.arch, fridge.worker, kubernetes.io/hostname")]
    [InlineData("kind: Deployment\nmetadata: {name: taskmanager}\nspec: {template: {spec: {volumes: [{name: x, configMap: {name: none}}]}}}\n", "1:1: Deployment 'taskmanager': no ConfigMap 'none' is declared; there are jobmanager-config,")]
    [InlineData("kind: Deployment\nmetadata: {name: taskmanager}\nspec: {template: {spec: {containers: [{name: taskmanager, image: \"flink:latest\"}]}}}\n", "1:1: Deployment 'taskmanager': the image 'flink:latest' has no digest; write NAME@sha256:…")]
    [InlineData("kind: Deployment\nmetadata: {name: taskmanager}\nspec: {template: {spec: {containers: [{name: taskmanager, resources: {limits: {memory: 512m}}}]}}}\n", "1:1: Deployment 'taskmanager': found memory '512m', expected a size such as 512Mi; 512m is half a byte")]
    [InlineData("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {a: b}\n", "1:1: Secret 'a': a manifest is a readable file;")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: A_b}\n", "1:1: ConfigMap 'A_b': its name is not valid in Kubernetes")]
    [InlineData("a: 1\n---\nkind: ConfigMap\nmetadata: {name: '${flink.vresion}'}\n", "4:19: no variable 'flink.vresion'; the nearest is 'flink.version'")]
    public async Task WhatACannotBeObeyed_IsRefusedWithItsPlace(string more, string expected) =>
        (await Should.ThrowAsync<TemplateException>(KubernetesSamples.RenderAsync(KubernetesSamples.Virtual, more)))
            .Errors.Select(error => error.ToString()).ShouldContain(error => error.StartsWith($"{KubernetesSamples.Override}:{expected}", StringComparison.Ordinal));

    [Fact]
    public async Task AConfigMapOverAMebibyte_IsRefused() =>
        (await Should.ThrowAsync<TemplateException>(KubernetesSamples.RenderAsync(
            KubernetesSamples.Virtual, $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: big}}\ndata: {{a: {new string('x', (1 << 20) + 1024)}}}\n")))
            .Message.ShouldEndWith("ConfigMap 'big': it has 1025 KiB, and a ConfigMap takes 1024 KiB; put what is so large into an image");

    [Theory]
    [InlineData("spec: {replicas: 1}", "has 1 replicas, and the cluster file asks for 2")]
    [InlineData("spec: {template: {spec: {containers: [{name: taskmanager, resources: {limits: {memory: 600Mi}}}]}}}", "has the memory limit 600m, and the memory plan has 512m")]
    public async Task WhatMakesThePlanUntrue_IsRefused(string more, string expected) =>
        (await Should.ThrowAsync<ManifestException>(KubernetesSamples.RenderAsync(KubernetesSamples.Virtual, $"kind: Deployment\nmetadata: {{name: taskmanager}}\n{more}\n"))).Message.ShouldContain(expected);

    private static IEnumerable<string> Aliases(Workload workload) => workload.Definition.Maps("spec.template.spec.hostAliases")
        .Select(alias => $"{alias.Text("ip")} {((Scalar)((Sequence)alias["hostnames"]!).Items.Single()).Text}");

    private static Mapping Service(RenderedRelease release, string name) =>
        release.FrameObjects().Single(each => each.Text("kind") == "Service" && each.Text("metadata.name") == name);

    private static string? LabelOf(Mapping each, string name) => (each.Map("metadata.labels")[$"app.kubernetes.io/{name}"] as Scalar)?.Text;
}
