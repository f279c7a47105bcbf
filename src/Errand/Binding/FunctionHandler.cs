using System.Buffers;
using Errand.Binding.Checking;
using Errand.Types;
using Microsoft.Extensions.DependencyInjection;

namespace Errand.Binding;

/// <summary>Runs a function as a <see cref="TaskHandler"/>: binds, injects, calls, awaits, writes.</summary>
internal sealed class FunctionHandler(
    Func<object?[], object?> call, IReadOnlyList<TaskParameter> parameters, ReturnedValue returned, ArgsChecker checker,
    ResultWriter results, bool saysNeverNull)
{
    private readonly ArgsBinder _binder = new(parameters, checker);
    private readonly bool _needsScope = parameters.Any(p =>
        p.Source is ParameterSource.Service or ParameterSource.KeyedService or ParameterSource.ServiceProvider);
    private bool _warnedOfNull;

    public async ValueTask<ReadOnlySequence<byte>> RunAsync(
        TaskContext context, ReadOnlyMemory<byte> args, IServiceProvider services, CancellationToken cancellationToken)
    {
        object?[] values = new object?[parameters.Count];
        _binder.Bind(args, values);
        if (!_needsScope)
        {
            return await CallAsync(context, values, services, cancellationToken);
        }

        AsyncServiceScope scope = services.CreateAsyncScope();
        try
        {
            // The result is written inside the scope, since it may be a sequence that still reads from a service.
            ReadOnlySequence<byte> result = await CallAsync(context, values, scope.ServiceProvider, cancellationToken);
            context.Watch?.FunctionEnded(result, null);
            return result;
        }
        catch (Exception e)
        {
            context.Watch?.FunctionEnded(default, e);
            throw;
        }
        finally
        {
            await DisposeAsync(scope, context);
        }
    }

    /// <summary>What the function returned or threw stands, whatever its services do afterwards.</summary>
    private static async ValueTask DisposeAsync(AsyncServiceScope scope, TaskContext context)
    {
        try
        {
            await scope.DisposeAsync();
        }
        catch (Exception e)
        {
            context.Logger.ServicesNotDisposed(e);
        }
    }

    private async ValueTask<ReadOnlySequence<byte>> CallAsync(
        TaskContext context, object?[] values, IServiceProvider services, CancellationToken cancellationToken)
    {
        for (int i = 0; i < values.Length; i++)
        {
            TaskParameter parameter = parameters[i];
            values[i] = parameter.Source switch
            {
                ParameterSource.Context => context,
                ParameterSource.Cancellation => cancellationToken,
                ParameterSource.ServiceProvider => services,
                ParameterSource.Service => services.GetRequiredService(parameter.Clr.ParameterType),
                ParameterSource.KeyedService => services.GetRequiredKeyedService(parameter.Clr.ParameterType, parameter.ServiceKey),
                _ => values[i],
            };
        }

        object? result = await returned.AwaitAsync(call(values));
        if (result is null && saysNeverNull && !Interlocked.Exchange(ref _warnedOfNull, true))
        {
            context.Logger.NullDespiteSchema(context.Type.Name);
        }

        return await results.WriteAsync(result, cancellationToken);
    }
}
