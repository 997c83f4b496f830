using Fridge.Bench.Deploy;
using Fridge.Bench.Images;
using Fridge.Bench.Running;
using Fridge.Bench.Start;

return await BenchHost.RunAsync(args, verb => verb switch
{
    "deploy" => DeployBenchmark.RunAsync,
    "images" => ImagesBenchmark.RunAsync,
    "start" => StartBenchmark.RunAsync,
    _ => null,
});
