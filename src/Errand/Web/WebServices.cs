using Errand.Access;
using Errand.Access.Tokens;
using Errand.Dashboard.Serving;
using Errand.Insight.Problems;
using Errand.Web.Access;
using Errand.Web.Actions;
using Errand.Web.Errors;
using Errand.Web.Events;
using Errand.Web.Flask;
using Errand.Web.Keys;
using Errand.Web.Lists;
using Errand.Web.OpenApi;
using Errand.Web.Pages;
using Errand.Web.Results;
using Errand.Web.Routes;
using Errand.Web.Server;
using Errand.Web.Submit;
using Errand.Web.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Errand.Web;

/// <summary>What the routes are made of, beyond the store and what the roles share.</summary>
internal static class WebServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddRouting();
        services.AddHostedService<RouteCheck>();
        services.AddSingleton<ServerPlace>();
        AddGates(services);
        services.AddSingleton<AllowedOrigins>();
        services.AddSingleton<OriginRule>();
        services.AddSingleton<IPageGate, PageGate>();
        services.AddSingleton<EmptyErrors>();
        services.AddSingleton<SubmissionParser>();
        services.AddSingleton<SubmitResponder>();
        services.AddSingleton<SubmitEndpoints>();
        services.AddSingleton<BatchEndpoint>();
        services.AddSingleton<ListEndpoint>();
        services.AddSingleton<SuggestEndpoint>();
        services.AddSingleton<ValueEndpoint>();
        services.AddSingleton<TaskEndpoints>();
        services.AddSingleton<ControlEndpoints>();
        services.AddSingleton<ActionEndpoint>();
        services.AddSingleton<WholeResult>();
        services.AddSingleton<PartOfResult>();
        services.AddSingleton<ResultEndpoint>();
        services.AddSingleton<LookEndpoints>();
        services.AddSingleton<LogEndpoint>();
        services.AddSingleton<AttemptEndpoint>();
        services.AddSingleton<OpenStreams>();
        services.AddSingleton<TaskEventsEndpoint>();
        services.AddSingleton<HintsEndpoint>();
        services.AddSingleton<ExplainEndpoint>();
        services.AddSingleton<TypeEndpoints>();
        services.AddSingleton<MemberEndpoints>();
        services.AddSingleton<QueueEndpoints>();
        services.AddSingleton<OpenServer>();
        services.AddSingleton<IProblemCheck>(provider => provider.GetRequiredService<OpenServer>());
        services.AddSingleton<ProblemEndpoint>();
        services.AddSingleton<StatEndpoints>();
        services.AddSingleton<SettingEndpoint>();
        services.AddSingleton<KeyEndpoints>();
        services.AddSingleton<AuditEndpoint>();
        services.AddSingleton<ClientEndpoints>();
        services.AddSingleton<FlaskEndpoints>();
        services.AddSingleton<HealthEndpoints>();
        services.AddSingleton<ApiDocument>();
        services.AddSingleton<OpenApiEndpoint>();
        services.AddSingleton<ReferencePage>();
    }

    /// <summary>For a process without the role web that answers probes.</summary>
    public static void AddProbes(IServiceCollection services)
    {
        services.AddSingleton<ServerPlace>(ServerPlace.Loopback);
        AddGates(services);
        services.AddSingleton<HealthEndpoints>();
        services.AddHostedService<ProbeServer>();
    }

    /// <summary>What stands around every route.</summary>
    private static void AddGates(IServiceCollection services)
    {
        services.AddHostedService<KeyUseWriter>();
        services.AddHostedService<TokenKeyRenewal>();
        services.AddSingleton<RequestGuard>();
        services.AddSingleton<AnonymousRule>();
        services.AddSingleton<WrongKeyRule>();
        services.AddSingleton<RateRule>();
        services.AddSingleton<Callers>();
        services.AddSingleton<AccessGate>();
        services.AddSingleton<RouteGate>();
    }
}
