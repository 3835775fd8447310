#pragma once

#include "tests/protocol/model_registry.h"

#include <deque>

namespace station::model {

/// What lies between all stations and the registry: it keeps requests to deliver them later, and answers to
/// hand them out again.
class Network {
public:
    Network(ModelRegistry& registry, FixedClock& clock, Dice& dice, Chronicle& chronicle)
        : m_registry(registry)
        , m_clock(clock)
        , m_dice(dice)
        , m_chronicle(chronicle)
    {
    }

    /// One exchange as the station sees it. Throws StationCrash.
    Result<HttpResponse> exchange(const QString& station, const HttpRequest& request);
    /// A request that was kept back arrives now, in any order; nobody waits for its answer.
    void deliverOne();
    void deliverAll();
    void heal() { m_bad = false; }
    [[nodiscard]] bool served(const char* fault) const { return m_chronicle.faults.count(fault) > 0; }

private:
    struct Kept {
        QString station;
        HttpRequest request;
    };
    std::optional<HttpResponse> serve(const QString& station, const HttpRequest& request);
    std::optional<HttpResponse> otherAnswer(const QString& station, const HttpRequest& request);

    ModelRegistry& m_registry;
    FixedClock& m_clock;
    Dice& m_dice;
    Chronicle& m_chronicle;
    bool m_bad = true;
    std::deque<Kept> m_kept;
    std::map<QString, std::vector<HttpResponse>> m_answers; ///< to reads, by station, method and path
};

/// One station's end of it.
class BadLine final : public Transport {
public:
    BadLine(Network& network, QString station)
        : m_network(network)
        , m_station(std::move(station))
    {
    }
    Result<HttpResponse> send(const HttpRequest& request) override
    {
        return m_network.exchange(m_station, request);
    }

private:
    Network& m_network;
    QString m_station;
};

} // namespace station::model
