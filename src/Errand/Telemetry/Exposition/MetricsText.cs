using System.Diagnostics.Metrics;
using Errand.Telemetry.Gauges;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Errand.Telemetry.Exposition;

/// <summary>What <c>/metrics</c> answers. Nothing is measured before the first time that it is asked for: what nobody collects should cost
/// nothing.</summary>
/// <param name="meters">Where the meters of this server come from: another one in the same process has others of the same names.</param>
/// <param name="figures">What is in the store; null where the process does not tell it.</param>
internal sealed class MetricsText(IMeterFactory meters, StoreFigures? figures) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly TextExporter _exporter = new();
    private BaseExportingMetricReader? _reader;
    private MeterProvider? _provider;

    public async Task<string> CollectAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (figures is not null)
            {
                await figures.TryReadAsync(cancellationToken);
            }

            _reader ??= Start();
            _reader.Collect();
            return _exporter.Text;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _provider?.Dispose();
        _turn.Dispose();
    }

    private BaseExportingMetricReader Start()
    {
        var reader = new BaseExportingMetricReader(_exporter);
        _provider = Sdk.CreateMeterProviderBuilder()
            // Its settings are those of what is sent elsewhere, such as OTEL_SDK_DISABLED.
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()))
            .AddMeter(MeterNames.All)
            .AddView(instrument => OwnMeters.Has(instrument, meters) ? null : MetricStreamConfiguration.Drop)
            .AddReader(reader)
            .Build();
        return reader;
    }
}
