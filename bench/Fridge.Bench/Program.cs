using Fridge.Bench.Deploy;
using Fridge.Bench.Running;
using Fridge.Bench.Start;

return await BenchHost.RunAsync(args, verb => verb switch
{
    "deploy" => DeployBenchmark.RunAsync,
    "start" => StartBenchmark.RunAsync,
    _ => null,
});
