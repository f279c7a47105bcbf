using System.Diagnostics.Metrics;
using System.Security.Claims;
using Errand.Access;
using Errand.Access.Tokens;
using Errand.Binding;
using Errand.Binding.Values;
using Errand.Control;
using Errand.Following;
using Errand.Health;
using Errand.Handler;
using Errand.Insight;
using Errand.Insight.Problems;
using Errand.Janitor;
using Errand.Lists;
using Errand.Membership;
using Errand.Results;
using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Postgres;
using Errand.Storage.Sqlite;
using Errand.Submitting;
using Errand.Tally;
using Errand.Telemetry;
using Errand.Telemetry.Exposition;
using Errand.Telemetry.Gauges;
using Errand.Topics;
using Errand.Types;
using Errand.Upkeep;
using Errand.Web;
using Errand.Web.Access;
using Errand.Web.Errors;
using Errand.Web.Server;
using Errand.Web.Submit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Errand.Hosting;

/// <summary>Wires everything: the only place that knows every part.</summary>
internal static class ErrandServices
{
    /// <summary>What the host gives its services to stop, beyond the grace period of running tasks.</summary>
    private static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(15);

    public static void Add(IServiceCollection services, ErrandBuilder errand, TaskSerializer json, ErrandSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        AddLogs(services);
        AddStore(services, settings.Store);
        AddStoreRoles(services);
        services.AddSingleton<TaskEvents>();
        services.AddSingleton<LocalMembers>();
        services.AddSingleton<LocalHandlers>();
        services.AddSingleton<LocalRuns>();
        services.AddSingleton(json);
        services.AddSingleton(provider => Registry(errand, settings, provider));
        AddAccess(services, settings.Access, settings.Tokens, errand.ScopesOf, errand.UsesKeys);
        AddSubmitting(services, settings);
        services.AddHostedService<StoreOpening>();
        if (errand.Roles.HasFlag(ErrandRoles.Web))
        {
            services.AddHostedService<AccessStart>(); // Before anything runs that would have to be stopped again.
        }

        // Stops after all roles, which count until they have stopped.
        services.AddHostedService<StatWriter>();
        services.AddHostedService<ProcessGauges>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Handler.Grace + StopMargin);
        AddRoles(services, errand.Roles, settings);
    }

    /// <summary>For each part that logs: what a log provider throws must not reach it.</summary>
    private static void AddLogs(IServiceCollection services)
    {
        services.AddLogging();
        services.TryAddSingleton<LogFault>();
        AddLog<TaskEvents>();
        AddLog<HandlerLoop>();
        AddLog<JanitorLoop>();
        AddLog<UpkeepLoop>();
        AddLog<Reaper>();
        AddLog<RequestGuard>();
        AddLog<SubmitResponder>();
        AddLog<SqliteTaskStore>();
        AddLog<PostgresTaskStore>();
        AddLog<StoreOpening>();
        AddLog<StatWriter>();
        AddLog<StatKeeper>();
        AddLog<ChangeHints>();
        AddLog<FollowedTasks>();
        AddLog<TaskWaiters>();
        AddLog<KeyRing>();
        AddLog<TokenKeys>();
        AddLog<AuditKeeper>();
        AddLog<KeyUseWriter>();

        void AddLog<TPart>() => services.AddSingleton<ILogger<TPart>, CarefulLogger<TPart>>();
    }

    private static void AddStore(IServiceCollection services, StoreOptions store)
    {
        switch (store)
        {
            case SqliteStoreOptions sqlite:
                services.AddSingleton(sqlite);
                services.AddSingleton<ITaskStore, SqliteTaskStore>();
                break;
            case PostgresStoreOptions postgres:
                services.AddSingleton(postgres);
                services.AddSingleton<ITaskStore, PostgresTaskStore>();
                break;
            default:
                throw new NotSupportedException($"There is no store of the kind {store.GetType().Name}.");
        }
    }

    /// <summary>Each part gets the role of the store that it needs. What is submitted and what ends is counted and measured on the
    /// way.</summary>
    public static void AddStoreRoles(IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<TaskMetrics>();
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton<TaskTally>();
        services.AddSingleton<ISubmitStore>(provider => new CountingSubmitStore(
            new MeteredSubmitStore(Store(provider), Tasks(provider), Requests(provider)), Tally(provider)));
        services.AddSingleton<IRunStore>(provider => new CountingRunStore(
            new MeteredRunStore(Store(provider), Tasks(provider), Requests(provider)), Tally(provider)));
        services.AddSingleton<IMemberStore>(provider => new MeteredMemberStore(Store(provider), Requests(provider)));
        services.AddSingleton<IUpkeepStore>(provider => new CountingUpkeepStore(
            new MeteredUpkeepStore(Store(provider), Tasks(provider), Requests(provider)), Tally(provider)));
        services.AddSingleton<IReadStore>(Store);
        services.AddSingleton<IWatchStore>(Store);
        services.AddSingleton<IViewStore>(Store);
        services.AddSingleton<IQueueStore>(Store);
        services.AddSingleton<IStatStore>(Store);
        services.AddSingleton<IKeyStore>(Store);

        static TaskMetrics Tasks(IServiceProvider provider) => provider.GetRequiredService<TaskMetrics>();

        static StoreMetrics Requests(IServiceProvider provider) => provider.GetRequiredService<StoreMetrics>();

        static TaskTally Tally(IServiceProvider provider) => provider.GetRequiredService<TaskTally>();

        static ITaskStore Store(IServiceProvider provider) => provider.GetRequiredService<ITaskStore>();
    }

    /// <summary>Who may do what.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="options">What the settings say.</param>
    /// <param name="tokens">Whose tokens count.</param>
    /// <param name="scopesOf">What users of the program may do that Errand is a part of; null: it has not said it.</param>
    /// <param name="useKeys">Whether keys count.</param>
    public static void AddAccess(
        IServiceCollection services, AccessOptions options, TokenOptions tokens, Func<ClaimsPrincipal, Scopes>? scopesOf, bool useKeys)
    {
        services.AddSingleton(options);
        services.AddSingleton(new HostUsers(scopesOf, useKeys));
        services.AddSingleton(provider => new AuditLog(provider.GetRequiredService<ILoggerFactory>().CreateLogger(AuditLog.Category)));
        services.AddSingleton<KeyRing>();
        services.AddSingleton<KeyIssuer>();
        services.AddSingleton<TaskAccess>();
        services.AddSingleton(tokens);
        services.AddSingleton<TokenKeySource>();
        services.AddSingleton<TokenKeys>();
        services.AddSingleton<TokenCheck>();
    }


    /// <summary>The list of problems, and what looks for problems of this process.</summary>
    public static void AddProblems(IServiceCollection services)
    {
        services.AddSingleton<RunWaits>();
        services.AddSingleton<IProblemCheck, StoreSlow>();
        services.AddSingleton<IProblemCheck, SubmitQueueFull>();
        services.AddSingleton<ProblemList>();
        services.AddSingleton<Readiness>();
    }

    /// <summary>What <c>/metrics</c> is made of.</summary>
    public static void AddMetricsText(IServiceCollection services)
    {
        services.AddSingleton(provider => new MetricsText(
            provider.GetRequiredService<IMeterFactory>(), provider.GetService<StoreFigures>()));
        services.AddSingleton<MetricsEndpoint>();
    }

    /// <summary>What clients can hear of, in the order in which they are named.</summary>
    public static void AddTopics(IServiceCollection services)
    {
        services.AddSingleton<ITopic, TasksTopic>();
        services.AddSingleton<ITopic, StatsTopic>();
        services.AddSingleton<ITopic, QueuesTopic>();
        services.AddSingleton<ITopic, HandlersTopic>();
        services.AddSingleton<ITopic, ProblemsTopic>();
        services.AddSingleton<ChangeHints>();
    }

    private static void AddSubmitting(IServiceCollection services, ErrandSettings settings)
    {
        services.AddSingleton<SubmitQueue>();
        services.AddSingleton<BatchSubmitter>();
        services.AddSingleton<TaskWaiters>();
        services.AddSingleton<TaskLists>();
        services.AddSingleton<Suggestions>();
        services.AddSingleton<ValueLists>();
        services.AddSingleton<ResultPasses>();
        services.AddSingleton<ResultLooks>();
        services.AddSingleton<TaskResults>();
        services.AddSingleton<TaskLogs>();
        services.AddSingleton<FollowedTasks>();
        services.AddSingleton<TaskFollowers>();
        services.AddSingleton(SettingList.Of(settings, settings.Origin));
        services.AddSingleton<Members>();
        services.AddSingleton<TaskQueues>();
        services.AddSingleton<TaskExplanations>();
        AddProblems(services);
        services.AddSingleton<Statistics>();
        services.AddSingleton<StatHistory>();
        AddTopics(services);
        services.AddSingleton<TypeViews>();
        services.AddSingleton<TaskReads>();
        services.AddSingleton<TaskControl>();
        services.AddSingleton<TaskActions>();
        services.AddSingleton<TaskChanges>();
        services.AddSingleton(provider => new SubmissionRules(settings.MaxTaskTime, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ArgsWriter>(provider => new ArgsText(provider.GetRequiredService<TaskSerializer>()).Write);
        services.AddSingleton<TaskSubmissions>();
        services.AddSingleton(Actor.System);
        services.AddSingleton<ITaskClient, TaskClient>();
    }

    private static void AddRoles(IServiceCollection services, ErrandRoles roles, ErrandSettings settings)
    {
        if (roles.HasFlag(ErrandRoles.Web))
        {
            WebServices.Add(services);
            services.AddSingleton(Options.Create(settings.Web));
            services.AddSingleton<StoreFigures>();
            services.AddHostedService<StoreGauges>();
        }
        else if (settings.Probe.Port != 0)
        {
            WebServices.AddProbes(services);
            services.AddSingleton(Options.Create(settings.Probe));
            AddMetricsText(services);
        }

        if (roles.HasFlag(ErrandRoles.Handler))
        {
            services.AddSingleton<ProcessParts>();
            services.AddSingleton<HandlerParts>();
            services.AddSingleton(Options.Create(settings.Handler));
            services.AddHostedService<HandlerRole>();
        }

        if (roles.HasFlag(ErrandRoles.Janitor))
        {
            services.AddSingleton(Options.Create(settings.Janitor));
            services.AddSingleton<Sweeper>();
            services.AddHostedService<JanitorRole>();
            services.AddHostedService<StatKeeper>();
            services.AddHostedService<AuditKeeper>();
        }

        if ((roles & (ErrandRoles.Handler | ErrandRoles.Janitor)) != 0)
        {
            services.AddSingleton<WorkLook>();
            services.AddSingleton<Promoter>();
            services.AddSingleton<Reaper>();
            // After the handlers: its first look tells them of the work that is there already.
            services.AddHostedService<UpkeepLoop>();
        }
    }

    private static TaskRegistry Registry(ErrandBuilder errand, ErrandSettings settings, IServiceProvider provider)
    {
        IServiceProviderIsService? services = provider.GetService<IServiceProviderIsService>();
        TaskSerializer json = provider.GetRequiredService<TaskSerializer>();
        var registry = new TaskRegistry(
            [.. errand.Types.Select(type => TaskCompiler.Compile(type, json, services, settings.Handler.MaxResultBytes))]);
        return settings.Web.DefaultTaskType is { } name && registry.Find(name) is null
            ? throw SettingReader.Wrong(
                "DEFAULT_TASK_TYPE", name,
                $"one of the mapped task types: {string.Join(", ", registry.Definitions.Select(d => d.Type.Name))}")
            : registry;
    }
}
