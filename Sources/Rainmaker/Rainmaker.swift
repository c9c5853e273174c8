// Everything at one import.
@_exported import Experiments
@_exported import LinearAlgebra
@_exported import PortableMath
@_exported import RandomStreams
@_exported import Reports
@_exported import ResultTables
@_exported import SalesForce
@_exported import ScenarioFiles
@_exported import SimulationStatistics
